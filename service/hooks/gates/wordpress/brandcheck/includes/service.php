<?php

namespace Brandcheck;

use WP_Error;

defined('ABSPATH') || exit;

/**
 * Requests to the Brandcheck service.
 */
final class Service
{
    /** Seconds on top of the deadline that the service was given. */
    private const MARGIN = 2;
    /** Bytes of an answer that are read. */
    private const MOST_BYTES = 10000000;

    /**
     * Return the status and the JSON that a gate's question is answered with, or why there is no answer.
     *
     * @param array<string, mixed> $asked As `POST /v1/gates/check` takes it.
     * @return array{int, mixed}|WP_Error
     */
    public static function gate(array $asked)
    {
        $key = (string) Options::get('key');
        $headers = array('Accept' => 'application/json') + ('' === $key ? array() : array('Authorization' => "Bearer $key"));
        $answer = self::post('/v1/gates/check', wp_json_encode($asked), $headers, $asked['deadline'] + self::MARGIN);
        if (is_wp_error($answer)) {
            return $answer;
        }
        return array((int) wp_remote_retrieve_response_code($answer), json_decode(wp_remote_retrieve_body($answer), true));
    }

    /**
     * Send a signed delivery, and return its status; 0 and why where none came.
     *
     * @param array<string, string> $headers What identifies and signs it.
     * @return array{int, string}
     */
    public static function deliver(string $body, array $headers): array
    {
        $answer = self::post('/v1/hooks/' . rawurlencode((string) Options::get('hook')), $body, $headers, 10);
        if (is_wp_error($answer)) {
            return array(0, $answer->get_error_message());
        }
        $status = (int) wp_remote_retrieve_response_code($answer);
        return array($status, self::problem($status, json_decode(wp_remote_retrieve_body($answer), true)));
    }

    /**
     * @param string|false          $body    JSON.
     * @param array<string, string> $headers Further headers.
     * @return array<string, mixed>|WP_Error
     */
    private static function post(string $path, $body, array $headers, float $seconds)
    {
        if (false === $body) {
            return new WP_Error('brandcheck_json', __('the text is not UTF-8', 'brandcheck'));
        }
        return wp_remote_post(
            Options::get('url') . $path,
            array(
                'timeout' => $seconds,
                'redirection' => 0,
                'limit_response_size' => self::MOST_BYTES,
                'headers' => array('Content-Type' => 'application/json') + $headers,
                'body' => $body,
            )
        );
    }

    /**
     * Return what an answer that is no success says.
     *
     * @param mixed $told The answer's JSON.
     */
    public static function problem(int $status, $told): string
    {
        $detail = is_array($told) && is_string($told['detail'] ?? null) ? $told['detail'] : '';
        /* translators: 1: an HTTP status, as 401; 2: what the service says, perhaps nothing */
        return trim(sprintf(__('it answers %1$d %2$s', 'brandcheck'), $status, Draft::line($detail)));
    }
}
