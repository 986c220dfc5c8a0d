<?php

namespace Drupal\brandcheck\Plugin\QueueWorker;

use Drupal\brandcheck\Deliveries;
use Drupal\Core\Plugin\ContainerFactoryPluginInterface;
use Drupal\Core\Queue\QueueWorkerBase;
use Drupal\Core\Queue\SuspendQueueException;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * Sends what was published.
 *
 * @QueueWorker(
 *   id = "brandcheck_deliveries",
 *   title = @Translation("Brandcheck deliveries"),
 *   cron = {"time" = 30}
 * )
 */
class DeliveryWorker extends QueueWorkerBase implements ContainerFactoryPluginInterface {

  public function __construct(array $configuration, $plugin_id, $plugin_definition, private readonly Deliveries $deliveries) {
    parent::__construct($configuration, $plugin_id, $plugin_definition);
  }

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container, array $configuration, $plugin_id, $plugin_definition): static {
    return new static($configuration, $plugin_id, $plugin_definition, $container->get('brandcheck.deliveries'));
  }

  /**
   * {@inheritdoc}
   */
  public function processItem($data): void {
    $problem = $this->deliveries->send($data);
    if ($problem !== '') {
      // The item stays, and cron tries it, and those behind it, the next time.
      throw new SuspendQueueException("A delivery to Brandcheck was not taken: $problem.");
    }
  }

}
