'use strict';

/** Start Strapi without its admin's pages, with one administrator and one API token; print its address as JSON. */

const { once } = require('node:events');
const { createStrapi } = require('@strapi/strapi');

async function start() {
  const strapi = await createStrapi({ appDir: __dirname, distDir: __dirname, serveAdminPanel: false }).load();
  await administrator(strapi);
  const token = await strapi.service('admin::api-token').create({
    name: 'tests',
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  strapi.server.listen(0, '127.0.0.1');
  await once(strapi.server.httpServer, 'listening');
  const { port } = strapi.server.httpServer.address();
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, token: token.accessKey }));
}

async function administrator(strapi) {
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({
    email: 'ada@example.com',
    firstname: 'Ada',
    lastname: 'Example',
    password: process.env.ADMIN_PASSWORD,
    registrationToken: null,
    isActive: true,
    roles: [role.id],
  });
}

start().catch((error) => {
  console.error(error);
  process.exit(1);
});
