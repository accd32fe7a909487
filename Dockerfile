# syntax=docker/dockerfile:1
# Targets: gateway, console, notifier, cli (the `innopark` command) and job (Flink with the job's jar).

FROM docker.io/library/maven:3.9.11-eclipse-temurin-17-noble AS build
WORKDIR /build
COPY . .
# tests and the formatter belong to mvn verify
RUN --mount=type=cache,target=/build/.m2 \
    mvn -B -q -Dmaven.repo.local=/build/.m2 -pl cli,jobs -am package \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcyclonedx.skip=true \
    && cp jobs/target/innopark-jobs-*-job.jar /job.jar

FROM docker.io/library/eclipse-temurin:17.0.16_8-jre-noble AS java
RUN groupadd --system --gid 10001 innopark \
    && useradd --system --uid 10001 --gid innopark --no-create-home --shell /usr/sbin/nologin innopark
COPY registry/src/main/resources/sample.yaml /opt/innopark/sample.yaml
# a volume that is mounted here belongs to the user
RUN install -d -o innopark -g innopark /opt/innopark/tokens /opt/innopark/credentials \
      /opt/innopark/broker-users /opt/innopark/gateway-topics /opt/innopark/tokens-of/job /opt/innopark/tokens-of/console
RUN install -d -o innopark -g innopark -m 0700 /opt/innopark/anchors
USER 10001:10001
WORKDIR /opt/innopark
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"

FROM java AS cli
# Chinese letters in the report of an evidence pack
USER root
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
COPY --from=build /build/cli/target/lib /opt/innopark/lib
ENTRYPOINT ["java", "-Dinnopark.home=/opt/innopark", "-Dinnopark.interactive=false", "-cp", "/opt/innopark/lib/*", "hk.innopark.cli.InnoparkMain"]
CMD ["--help"]

FROM java AS gateway
COPY --from=build /build/gateway/target/lib /opt/innopark/lib
# half of what a start costs is loading classes; a gateway that finds neither broker nor Kafka loads
# nearly all of them. Without the archive, or where it does not fit, it starts all the same
USER root
RUN MQTT_URL=tcp://127.0.0.1:9 KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9 HEALTH_PORT=0 \
    timeout -s TERM 10 java -XX:ArchiveClassesAtExit=/opt/innopark/gateway.jsa \
      -cp "/opt/innopark/lib/*" hk.innopark.gateway.GatewayMain >/dev/null 2>&1 \
    || test -s /opt/innopark/gateway.jsa || echo "no class archive: the gateway starts slower"
USER 10001:10001
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/innopark/gateway.jsa", "-cp", "/opt/innopark/lib/*", "hk.innopark.gateway.GatewayMain"]

FROM java AS console
# Chinese letters in the report of an evidence pack
USER root
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
COPY --from=build /build/console/target/lib /opt/innopark/lib
ENTRYPOINT ["java", "-cp", "/opt/innopark/lib/*", "hk.innopark.console.ConsoleMain"]

FROM java AS notifier
COPY --from=build /build/notifier/target/lib /opt/innopark/lib
ENTRYPOINT ["java", "-cp", "/opt/innopark/lib/*", "hk.innopark.notifier.NotifierMain"]

FROM docker.io/library/flink:2.3.0-scala_2.12-java17 AS job
COPY --from=build /job.jar /opt/flink/usrlib/innopark-job.jar
COPY --chown=flink:flink deploy/flink/config.yaml deploy/flink/log4j-console.properties deploy/flink/zoo.cfg /opt/flink/conf/
COPY --chmod=0755 deploy/flink/start.sh /opt/flink/bin/
# a volume that is mounted here belongs to the user
USER root
RUN install -d -o flink -g flink /opt/flink/state /opt/flink/zookeeper \
    && cp -r /opt/flink/conf /opt/flink/settings && chmod -R a+rX /opt/flink/settings
USER flink
