'use strict';

module.exports = { rest: { prefix: '/api' } };
