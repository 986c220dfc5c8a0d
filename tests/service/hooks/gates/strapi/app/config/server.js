'use strict';

const { winston } = require('@strapi/logger');

const LEVELS = ['error', 'warn', 'info', 'http'];

module.exports = ({ env }) => ({
  host: '127.0.0.1',
  port: 0,
  app: { keys: [env('SECRET')] },
  logger: { config: { level: 'warn', transports: [new winston.transports.Console({ stderrLevels: LEVELS })] } },
  webhooks: { defaultHeaders: { Authorization: `Bearer ${env('HOOK_SECRET')}` } },
});
