<?php

namespace Brandcheck;

use WP_Error;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Signatures of deliveries and verdicts: HMAC-SHA-256 over the time, a full stop and the raw body.
 */
final class Signature
{
    public const HEADER = 'X-Hub-Signature-256';
    public const TIME = 'X-Hub-Timestamp';
    /** Seconds for which a signature is good, before and after its time. */
    private const WINDOW = 300;

    /**
     * Return the headers that sign *body*.
     *
     * @return array<string, string>
     */
    public static function headers(string $body, string $secret, int $now): array
    {
        return array(self::TIME => (string) $now, self::HEADER => 'sha256=' . self::of($body, $secret, (string) $now));
    }

    /**
     * Return true if *request* was signed with *secret* a moment ago.
     *
     * @return true|WP_Error
     */
    public static function verified(WP_REST_Request $request, string $secret, int $now)
    {
        $time = (string) $request->get_header(self::TIME);
        $given = (string) $request->get_header(self::HEADER);
        if ('' === $secret || ! preg_match('/^\d{10}$/D', $time) || 0 !== strpos($given, 'sha256=')) {
            return self::refusal(__('The request is not signed.', 'brandcheck'));
        }
        if (! hash_equals(self::of($request->get_body(), $secret, $time), substr($given, 7))) {
            return self::refusal(__('The signature is wrong.', 'brandcheck'));
        }
        if (abs($now - (int) $time) > self::WINDOW) {
            return self::refusal(__('The signature is too old; look at the clocks.', 'brandcheck'));
        }
        return true;
    }

    private static function of(string $body, string $secret, string $time): string
    {
        return hash_hmac('sha256', $time . '.' . $body, $secret);
    }

    private static function refusal(string $says): WP_Error
    {
        return new WP_Error('brandcheck_signature', $says, array('status' => 401));
    }
}
