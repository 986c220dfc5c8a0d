<?php

namespace Brandcheck;

use WP_Error;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Takes the verdict on a published post, which Brandcheck sends when the check is done.
 */
final class Verdicts
{
    public const SPACE = 'brandcheck/v1';
    public const ROUTE = '/verdicts';
    private const TYPE = 'check.done';
    /** What a check that failed has no verdict of is kept as. */
    private const FAILED = 'failed';
    private const VALUES = array('pass', 'fail', 'incomplete');

    /** Take them from now on. */
    public static function begin(): void
    {
        add_action('rest_api_init', array(self::class, 'register'));
    }

    /** Register the route. */
    public static function register(): void
    {
        register_rest_route(
            self::SPACE,
            self::ROUTE,
            array(
                'methods' => 'POST',
                'permission_callback' => array(self::class, 'isBrandcheck'),
                'callback' => array(self::class, 'take'),
            )
        );
    }

    /**
     * Return true if the request is signed with this site's token.
     *
     * @return true|WP_Error
     */
    public static function isBrandcheck(WP_REST_Request $request)
    {
        return Signature::verified($request, (string) get_option(Options::TOKEN, ''), time());
    }

    /**
     * Keep a verdict with its post; the same one twice is kept once, and an older one not at all.
     *
     * @return array<string, bool>|WP_Error
     */
    public static function take(WP_REST_Request $request)
    {
        $told = json_decode($request->get_body(), true);
        if (! is_array($told) || self::TYPE !== ($told['type'] ?? '') || ! is_array($told['data'] ?? null)) {
            return new WP_Error('brandcheck_verdict', __('This is no verdict.', 'brandcheck'), array('status' => 422));
        }
        $document = is_string($told['data']['document'] ?? null) ? $told['data']['document'] : '';
        $post = get_post((int) substr((string) strrchr($document, '/'), 1) ?: -1);
        if (! $post || Draft::ofPost($post)->document() !== $document) {
            return new WP_Error('brandcheck_post', __('There is no such post here.', 'brandcheck'), array('status' => 404));
        }
        $told = array('at' => $told['timestamp'] ?? '', 'url' => $told['data']['report'] ?? '') + $told['data'];
        $verdict = self::verdict($told);
        $known = Keeping::get($post->ID, Keeping::VERDICT);
        $isNewer = strcmp($verdict['version'] . $verdict['at'], ($known['version'] ?? '') . ($known['at'] ?? '')) > 0;
        if ($isNewer) {
            Keeping::put($post->ID, Keeping::VERDICT, $verdict);
        }
        return array('stored' => $isNewer);
    }

    /**
     * Return what is kept of a verdict.
     *
     * @param array<string, mixed> $told What came.
     * @return array<string, mixed>
     */
    private static function verdict(array $told): array
    {
        $counts = (array) ($told['counts'] ?? array());
        $given = in_array($told['verdict'] ?? null, self::VALUES, true) ? $told['verdict'] : self::FAILED;
        $verdict = array('verdict' => $given, 'score' => (int) ($told['score'] ?? 0), 'counts' => array());
        foreach (Options::SEVERITIES as $severity) {
            $verdict['counts'][$severity] = max(0, (int) ($counts[$severity] ?? 0));
        }
        foreach (array('check', 'version', 'at', 'problem') as $name) {
            $verdict[$name] = Draft::line(is_scalar($told[$name] ?? '') ? (string) ($told[$name] ?? '') : '');
        }
        $verdict['url'] = is_string($told['url']) ? esc_url_raw($told['url'], array('http', 'https')) : '';
        $remarks = array_filter((array) ($told['findings'] ?? array()), 'is_array');
        $verdict['findings'] = array_map(array(self::class, 'finding'), array_slice(array_values($remarks), 0, 20));
        return $verdict;
    }

    /**
     * @param array<string, mixed> $remark What came.
     * @return array<string, string>
     */
    private static function finding(array $remark): array
    {
        $finding = array();
        foreach (array('severity', 'guideline', 'field', 'quote', 'says', 'suggestion') as $name) {
            $value = $remark[$name] ?? '';
            $finding[$name] = mb_substr(is_scalar($value) ? (string) $value : '', 0, 2000);
        }
        return $finding;
    }
}
