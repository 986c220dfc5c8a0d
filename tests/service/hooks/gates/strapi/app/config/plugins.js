'use strict';

module.exports = ({ env }) => ({
  brandcheck: {
    enabled: true,
    resolve: './src/plugins/brandcheck',
    config: {
      url: env('BRANDCHECK_URL'),
      key: env('BRANDCHECK_KEY'),
      kit: 'ottermere',
      deliveries: { url: env('BRANDCHECK_HOOK'), secret: env('HOOK_SECRET') },
      verdicts: { secret: env('HOOK_TOKEN') },
    },
  },
});
