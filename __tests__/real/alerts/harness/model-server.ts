import { type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { MODEL_METRICS } from "../../../../src/environment/facts/model-metrics";

const BOUNDS = MODEL_METRICS.model_request_duration_seconds.buckets;

/** An answer that the client of a test asks for. */
export interface Answer {
  readonly code: number;
  /** Duration that the server reports for the request. It does not wait that long. */
  readonly seconds: number;
}

/** A model API that keeps the contract of docs/reference/metrics.md, on this machine. */
export class ModelServer {
  private readonly codes = new Map<number, number>();
  private readonly buckets = BOUNDS.map(() => 0);
  private count = 0;
  private sum = 0;
  private inFlight = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ModelServer> {
    const server = createServer();
    const model = new ModelServer(server);
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      if (url.pathname === "/metrics") {
        response.setHeader("content-type", "text/plain; version=0.0.4").end(model.exposed());
        return;
      }
      model.inFlight += 1;
      const code = Number(url.searchParams.get("code"));
      model.observe({ code, seconds: Number(url.searchParams.get("seconds")) });
      response.writeHead(code).end();
      model.inFlight -= 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return model;
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async predict({ code, seconds }: Answer): Promise<void> {
    await (await fetch(`${this.address}/predict?code=${code}&seconds=${seconds}`)).arrayBuffer();
  }

  async scrape(): Promise<string> {
    return (await fetch(`${this.address}/metrics`)).text();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private observe({ code, seconds }: Answer): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    this.count += 1;
    this.sum += seconds;
    for (const [index, bound] of BOUNDS.entries()) {
      if (seconds <= bound) this.buckets[index] = (this.buckets[index] ?? 0) + 1;
    }
  }

  private exposed(): string {
    const duration = "model_request_duration_seconds";
    return [
      "# TYPE model_requests_total counter",
      ...[...this.codes].map(([code, requests]) => `model_requests_total{code="${code}"} ${requests}`),
      `# TYPE ${duration} histogram`,
      ...BOUNDS.map((bound, index) => `${duration}_bucket{le="${bound}"} ${this.buckets[index]}`),
      `${duration}_bucket{le="+Inf"} ${this.count}`,
      `${duration}_sum ${this.sum}`,
      `${duration}_count ${this.count}`,
      "# TYPE model_requests_in_flight gauge",
      `model_requests_in_flight ${this.inFlight}`,
      "# TYPE model_load_seconds gauge",
      "model_load_seconds 2",
      "",
    ].join("\n");
  }
}
