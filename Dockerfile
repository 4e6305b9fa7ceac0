# The scripts do the work; .ci/run runs them too.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /wenzheng
COPY . .
RUN bin/package --untrained

FROM eclipse-temurin:25-jre
WORKDIR /wenzheng
RUN useradd --system --create-home wenzheng && install -d -o wenzheng /data
COPY --from=build /wenzheng/target/package target/package
COPY bin/run bin/package bin/jvm.options bin/jdk25 bin/healthy bin/backup bin/restore bin/
COPY seeds seeds
COPY prompts prompts
COPY LICENSE NOTICE ./
# Made by the very Java that will read it: another one would not take it.
RUN bin/package --train
USER wenzheng
ENV WENZHENG_DATA_DIRECTORY=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --start-period=60s CMD ["bin/healthy"]
ENTRYPOINT ["bin/run"]
