# The scripts do the work; .ci/run runs them too.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /wenzheng
COPY . .
RUN bin/package

FROM eclipse-temurin:25-jre
WORKDIR /wenzheng
RUN useradd --system --create-home wenzheng && install -d -o wenzheng /data
COPY --from=build /wenzheng/target/wenzheng.jar target/
COPY bin/run bin/jdk25 bin/healthy bin/
COPY seeds seeds
COPY LICENSE NOTICE ./
USER wenzheng
ENV WENZHENG_DATA_DIRECTORY=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --start-period=60s CMD ["bin/healthy"]
ENTRYPOINT ["bin/run"]
