<?php

namespace Drupal\brandcheck\Controller;

use Drupal\brandcheck\Verdicts;
use Drupal\Core\DependencyInjection\ContainerInjectionInterface;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

/**
 * POST /brandcheck/verdicts.
 */
class VerdictController implements ContainerInjectionInterface {

  private const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

  public function __construct(private readonly Verdicts $verdicts) {}

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container): static {
    return new static($container->get('brandcheck.verdicts'));
  }

  /**
   * Keeps a verdict.
   */
  public function take(Request $request): JsonResponse {
    $headers = [];
    foreach (self::HEADERS as $name) {
      $headers[$name] = (string) $request->headers->get($name, '');
    }
    $status = $this->verdicts->take((string) $request->getContent(), $headers);
    return new JsonResponse(['status' => $status], $status);
  }

}
