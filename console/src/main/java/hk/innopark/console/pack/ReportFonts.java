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
 * The fonts of a report. English is set in the fonts that every PDF reader has; Chinese in Noto
 * Sans CJK (SIL Open Font License), of which the glyphs that are used go into the file. Without it
 * there is no Chinese edition, and a Chinese word in the English one shows question marks.
 */
final class ReportFonts {
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/share/fonts/opentype/noto"),
          Path.of("/usr/share/fonts/noto-cjk"),
          Path.of("/usr/share/fonts/google-noto-cjk"));

  private final BaseFont chinese;
  private final BaseFont chineseBold;
  private final boolean isChinese;

  private ReportFonts(BaseFont chinese, BaseFont chineseBold, boolean isChinese) {
    this.chinese = chinese;
    this.chineseBold = chineseBold;
    this.isChinese = isChinese;
  }

  /** For an English report, with Chinese names where the font is there. */
  static ReportFonts english() {
    BaseFont regular = found("NotoSansCJK-Regular.ttc").orElse(null);
    return new ReportFonts(regular, found("NotoSansCJK-Bold.ttc").orElse(regular), false);
  }

  /** For a Chinese report; empty where the font is not installed. */
  static Optional<ReportFonts> chinese() {
    return found("NotoSansCJK-Regular.ttc")
        .map(
            regular ->
                new ReportFonts(regular, found("NotoSansCJK-Bold.ttc").orElse(regular), true));
  }

  private static Optional<BaseFont> found(String file) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(file))
        .filter(Files::isReadable)
        .findFirst()
        .map(ReportFonts::ofHongKong);
  }

  /** The collection's font with the shapes that Hong Kong writes. */
  private static BaseFont ofHongKong(Path collection) {
    try {
      String[] names = BaseFont.enumerateTTCNames(collection.toString());
      int index = 0;
      while (index < names.length - 1
          && !names[index].toLowerCase(Locale.ROOT).contains("sanscjkhk")) {
        index++;
      }
      return BaseFont.createFont(collection + "," + index, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
    } catch (IOException | DocumentException unreadable) {
      throw new IllegalStateException(collection + " cannot be read as a font", unreadable);
    }
  }

  /** Words in a size and colour; every character in the first font that has it. */
  Phrase words(String words, float size, boolean isBold, Color colour) {
    Font foreign =
        chinese == null
            ? null
            : new Font(isBold ? chineseBold : chinese, size, Font.NORMAL, colour);
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
