import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  registry: Registry;
  counter: (name: string, help: string, labels?: string[]) => Counter;
  gauge: (name: string, help: string, labels?: string[]) => Gauge;
  histogram: (name: string, help: string, buckets: number[], labels?: string[]) => Histogram;
}

/** Asking twice for one name gives the same meter, so modules need not share variables. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const existing = <Meter>(name: string) => registry.getSingleMetric(name) as Meter | undefined;
  return {
    registry,
    counter: (name, help, labels = []) => existing<Counter>(name) ?? new Counter({ name, help, labelNames: labels, registers: [registry] }),
    gauge: (name, help, labels = []) => existing<Gauge>(name) ?? new Gauge({ name, help, labelNames: labels, registers: [registry] }),
    histogram: (name, help, buckets, labels = []) =>
      existing<Histogram>(name) ?? new Histogram({ name, help, buckets, labelNames: labels, registers: [registry] }),
  };
}
