<?php

namespace Brandcheck;

use WP_Error;

defined('ABSPATH') || exit;

/**
 * Whether something may go out, and why.
 */
final class Answer
{
    public const PASSED = 'passed';
    public const FINDINGS = 'findings';
    public const LATE = 'late';
    public const INCOMPLETE = 'incomplete';
    /** Brandcheck was not there, or could not be asked: the site's own policy has decided. */
    public const UNREACHABLE = 'unreachable';
    /** Findings that are kept and shown at most. */
    private const MOST = 20;

    public bool $isRefused;
    public string $because;
    /** One sentence for the editor. */
    public string $says;
    /** The report's address; empty where there is none. */
    public string $url;
    /** @var array<int, array<string, mixed>> As the service gives them. */
    public array $findings;
    /** @var string[] Guidelines that could not be decided. */
    public array $undecided;

    private function __construct(bool $isRefused, string $because, string $says, array $told)
    {
        $this->isRefused = $isRefused;
        $this->because = $because;
        $this->says = $says;
        $this->url = (string) esc_url_raw($told['url'] ?? '', array('http', 'https'));
        $findings = array_filter((array) ($told['findings'] ?? array()), 'is_array');
        $this->findings = array_slice(array_values($findings), 0, self::MOST);
        $this->undecided = array_values(array_filter((array) ($told['undecided'] ?? array()), 'is_string'));
    }

    /**
     * Return what the service *told*; none where that is no answer of a gate.
     *
     * @param mixed $told The answer's JSON.
     */
    public static function told($told): ?self
    {
        $reasons = array(self::PASSED, self::FINDINGS, self::LATE, self::INCOMPLETE);
        if (! is_array($told) || ! in_array($told['because'] ?? null, $reasons, true)) {
            return null;
        }
        if (! in_array($told['decision'] ?? null, array('allow', 'refuse'), true) || ! is_string($told['says'] ?? null)) {
            return null;
        }
        return new self('refuse' === $told['decision'], $told['because'], $told['says'], $told);
    }

    /** Return what the site's policy makes of a service that could not be asked, for a *reason*. */
    public static function without(string $reason): self
    {
        $reason = rtrim(Draft::line($reason), '.');
        if ('hold' === Options::get('when_unreachable')) {
            /* translators: %s: why, as “Connection refused” */
            $says = __('Not published: Brandcheck can’t be reached (%s), and nothing goes out unchecked here; try again in a minute.', 'brandcheck');
            return new self(true, self::UNREACHABLE, sprintf($says, $reason), array());
        }
        /* translators: %s: why, as “Connection refused” */
        $says = __('Published unchecked: Brandcheck can’t be reached (%s).', 'brandcheck');
        return new self(false, self::UNREACHABLE, sprintf($says, $reason), array());
    }

    /**
     * Return it as what is kept with a post, and as the editor's script gets it.
     *
     * @return array<string, mixed>
     */
    public function kept(): array
    {
        $refuses = $this->isRefused;
        $told = array('refused' => $refuses, 'because' => $this->because, 'says' => $this->says, 'url' => $this->url);
        return $told + array('findings' => $this->findings, 'undecided' => $this->undecided);
    }

    /** Return it as the error that the REST API answers with; its message is plain text, as the editor needs it. */
    public function error(): WP_Error
    {
        $status = self::UNREACHABLE === $this->because ? 503 : 422;
        $data = array('status' => $status, 'brandcheck' => $this->kept());
        return new WP_Error('brandcheck_refused', wp_strip_all_tags($this->says), $data);
    }
}
