'use strict';

/** Lets the tests change the plug-in's settings while Strapi runs: `POST /tests/settings`. */

module.exports = {
  register({ strapi }) {
    strapi.server.use(async (ctx, next) => {
      if (ctx.path !== '/tests/settings') return next();
      const parts = [];
      for await (const part of ctx.req) parts.push(part);
      const given = JSON.parse(Buffer.concat(parts).toString());
      for (const [name, value] of Object.entries(given)) strapi.config.set(`plugin::brandcheck.${name}`, value);
      ctx.status = 204;
      return undefined;
    });
  },
};
