'use strict';

module.exports = ({ env }) => ({
  connection: {
    client: 'postgres',
    connection: { host: env('DATABASE_HOST'), database: env('DATABASE_NAME'), user: env('DATABASE_USER') },
  },
});
