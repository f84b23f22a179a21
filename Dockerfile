# One image for api, worker and checks (they differ in their command), and one for the simulators.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: it refuses a lock file without the builds for platforms that the lock was not made on. Locked versions are kept all the same.
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN npm run build

FROM build AS simulators
RUN mkdir -p /var/lib/surety/secrets /var/lib/surety/simulators && chown -R node:node /var/lib/surety
USER node
ENV NODE_ENV=development NODE_OPTIONS=--enable-source-maps
CMD ["node", "dist/dev/compose/simulators.js"]

FROM build AS pruned
RUN npm prune --omit=dev && rm -rf dev bench dist/dev dist/bench

FROM node:22-slim AS surety
WORKDIR /app
COPY --from=pruned /app ./
# A new volume takes over the owner of the folder that it covers.
RUN mkdir -p /var/lib/surety/secrets && chown -R node:node /var/lib/surety
USER node
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
CMD ["node", "dist/api/main.js"]
