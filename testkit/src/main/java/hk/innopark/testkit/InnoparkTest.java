package hk.innopark.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test's methods the live pipeline: a parameter of type {@link Pipeline}. Feeds come with
 * {@link hk.innopark.simulators.junit.ReplayFeed}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PipelineExtension.class)
public @interface InnoparkTest {}
