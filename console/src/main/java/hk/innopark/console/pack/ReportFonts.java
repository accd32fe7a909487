package hk.innopark.console.pack;

import com.lowagie.text.Chunk;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Font;
import com.lowagie.text.FontFactory;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.FontSelector;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fonts of a report. English is set in the fonts that every PDF reader has; Chinese in one that
 * is installed, of which the glyphs that are used go into the file. Without one there is no Chinese
 * edition, and a Chinese word in the English one shows question marks.
 */
final class ReportFonts {
  private static final Charset LATIN = Charset.forName("windows-1252");

  /** WenQuanYi Micro Hei: outlines of TrueType, of which the library takes single glyphs right. */
  private static final List<Path> TRUE_TYPE =
      List.of(
          Path.of("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
          Path.of("/usr/share/fonts/wqy-microhei/wqy-microhei.ttc"),
          Path.of("/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc"));

  /**
   * Noto Sans CJK goes into the file as a whole, 13 MB: of its outlines (CFF) the library loses
   * strokes where it takes single glyphs.
   */
  private static final List<Path> COMPACT =
      List.of(
          Path.of("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
          Path.of("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
          Path.of("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"));

  private final BaseFont chinese;
  private final boolean isChinese;

  private ReportFonts(BaseFont chinese, boolean isChinese) {
    this.chinese = chinese;
    this.isChinese = isChinese;
  }

  /** For an English report, with Chinese names where a font is there. */
  static ReportFonts english() {
    return new ReportFonts(installed().orElse(null), false);
  }

  /** For a Chinese report; empty where no font is installed. */
  static Optional<ReportFonts> chinese() {
    return installed().map(font -> new ReportFonts(font, true));
  }

  private static Optional<BaseFont> installed() {
    Optional<BaseFont> small = first(TRUE_TYPE).map(file -> font(file, "microhei", true));
    return small.isPresent() ? small : first(COMPACT).map(file -> font(file, "sanscjkhk", false));
  }

  private static Optional<Path> first(List<Path> files) {
    return files.stream().filter(Files::isReadable).findFirst();
  }

  /** The font of a collection whose name has a part, else its last. */
  private static BaseFont font(Path collection, String part, boolean ofUsedGlyphs) {
    try {
      String[] names = BaseFont.enumerateTTCNames(collection.toString());
      int index = 0;
      while (index < names.length - 1 && !names[index].toLowerCase(Locale.ROOT).contains(part)) {
        index++;
      }
      // not from the library's cache: subset is a property of the font
      BaseFont font =
          BaseFont.createFont(
              collection + "," + index, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, null, null);
      font.setSubset(ofUsedGlyphs);
      return font;
    } catch (IOException | DocumentException unreadable) {
      throw new IllegalStateException(collection + " cannot be read as a font", unreadable);
    }
  }

  /** Words in a size and colour; every character in the first font that has it. */
  Phrase words(String words, float size, boolean isBold, Color colour) {
    Font foreign =
        chinese == null
            ? null
            // these fonts have one weight here: bold is drawn with a wider outline
            : new Font(chinese, size, isBold ? Font.BOLD : Font.NORMAL, colour);
    if (isChinese) {
      return new Phrase(new Chunk(words, foreign));
    }
    Font latin =
        FontFactory.getFont(
            isBold ? FontFactory.HELVETICA_BOLD : FontFactory.HELVETICA, size, colour);
    if (foreign == null || isLatin(words)) {
      // what the font lacks shows as a question mark; pack.json has the words whole
      return new Phrase(new Chunk(new String(words.getBytes(LATIN), LATIN), latin));
    }
    FontSelector selector = new FontSelector();
    selector.addFont(latin);
    selector.addFont(foreign);
    return selector.process(words);
  }

  /** Hashes and keys. */
  static Phrase code(String words, float size, Color colour) {
    return new Phrase(
        new Chunk(
            new String(words.getBytes(LATIN), LATIN),
            FontFactory.getFont(FontFactory.COURIER, size, colour)));
  }

  private static boolean isLatin(String words) {
    CharsetEncoder encoder = LATIN.newEncoder();
    return encoder.canEncode(words);
  }
}
