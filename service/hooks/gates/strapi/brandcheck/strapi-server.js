'use strict';

/**
 * Brandcheck for Strapi 5: what breaks an error-level guideline is not published, and what is published is
 * sent, signed, to be checked once more with all the time that takes. There is nothing to build.
 */

const settings = require('./server/settings');
const { guard, trial } = require('./server/guard');
const { deliveries } = require('./server/deliveries');
const { verdicts } = require('./server/verdicts');

module.exports = {
  config: { default: settings.DEFAULTS, validator: settings.validate },

  register({ strapi }) {
    const config = settings.read(strapi);
    if (config.kit) strapi.documents.use(guard(strapi));
    // Before Strapi reads bodies: a signature holds for the bytes that came.
    if (config.verdicts.secret) strapi.server.use(verdicts(strapi, config));
  },

  bootstrap({ strapi }) {
    const config = settings.read(strapi);
    if (config.kit) trial(strapi);
    if (config.deliveries.url) deliveries(strapi, config);
  },
};
