# One image for api, worker and checks (they differ in their command), and one for the simulators.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY dev/root.mjs dev/
COPY dev/supply-chain dev/supply-chain
# Not `npm ci`: it refuses a lock file without the builds for platforms that the lock was not made on. That what is installed is what is
# locked, to the byte, is checked instead.
RUN npm install --no-save --no-audit --no-fund && node dev/supply-chain/check.mjs
COPY . .
# Whose build this is, for dist/provenance.json.
ARG GIT_COMMIT BUILDER_ID=docker
RUN npm run build

FROM build AS simulators
RUN mkdir -p /var/lib/surety/secrets /var/lib/surety/simulators && chown -R node:node /var/lib/surety
USER node
ENV NODE_ENV=development NODE_OPTIONS=--enable-source-maps
CMD ["node", "dist/dev/compose/simulators.js"]

FROM build AS pruned
# A new volume takes over the owner of the folder that it covers.
RUN npm prune --omit=dev && rm -rf dev bench test dist/dev dist/bench dist/test && mkdir -p /var/lib/surety/secrets

# Node and what it needs, no shell, no package manager.
FROM gcr.io/distroless/nodejs24-debian12:nonroot AS surety
WORKDIR /app
COPY --from=pruned /app ./
COPY --from=pruned --chown=1000:1000 /var/lib/surety /var/lib/surety
# That of `node` in the other images, with which it shares a volume. By number, so that Kubernetes sees that it is not root.
USER 1000:1000
ENTRYPOINT []
ENV PATH=/nodejs/bin NODE_ENV=production NODE_OPTIONS=--enable-source-maps
CMD ["node", "dist/api/main.js"]
