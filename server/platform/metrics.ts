import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Meter {
  name: string;
  help: string;
  labels?: string[];
}

export interface Metrics {
  registry: Registry;
  counter: (meter: Meter) => Counter;
  /** `read` is asked each time somebody looks. */
  gauge: (meter: Meter & { read: () => Promise<number> }) => Gauge;
  histogram: (meter: Meter & { buckets: number[] }) => Histogram;
}

/** Asking twice for one name gives the same meter, so modules need not share variables. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const existing = <Found>(name: string) => registry.getSingleMetric(name) as Found | undefined;
  const settings = ({ name, help, labels = [] }: Meter) => ({ name, help, labelNames: labels, registers: [registry] });
  return {
    registry,
    counter: (meter) => existing<Counter>(meter.name) ?? new Counter(settings(meter)),
    gauge: (meter) =>
      existing<Gauge>(meter.name) ??
      new Gauge({
        ...settings(meter),
        async collect() {
          this.set(await meter.read());
        },
      }),
    histogram: (meter) =>
      existing<Histogram>(meter.name) ?? new Histogram({ ...settings(meter), buckets: meter.buckets }),
  };
}
