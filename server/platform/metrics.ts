import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Meter {
  name: string;
  help: string;
  labels?: string[];
}

export interface Metrics {
  registry: Registry;
  counter: (meter: Meter) => Counter;
  /** Figures that one reading gives: `read` is asked once each time somebody looks. */
  gauges: <Figure extends string>(meters: Record<Figure, Meter>, read: () => Promise<Record<Figure, number>>) => void;
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
    gauges: (meters, read) => {
      const readTogether = shareOneCall(read);
      for (const figure of Object.keys(meters) as (keyof typeof meters)[]) {
        if (existing(meters[figure].name)) continue;
        new Gauge({
          ...settings(meters[figure]),
          async collect() {
            this.set((await readTogether())[figure]);
          },
        });
      }
    },
    histogram: (meter) =>
      existing<Histogram>(meter.name) ?? new Histogram({ ...settings(meter), buckets: meter.buckets }),
  };
}

/** Who calls while a call is under way gets the result of that one. */
function shareOneCall<Result>(call: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= call().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
