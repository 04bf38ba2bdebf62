import { type Server, createServer } from "node:http";
import { freePort } from "../../../support/free-ports";

/** A run, as the SDK requests it. */
export interface RequestedRun {
  readonly experiment_id: string;
  readonly pipeline_spec: { readonly pipelineInfo?: { readonly name: string }; readonly sdkVersion?: string };
  readonly runtime_config: { readonly parameters: unknown };
}

/** A stand-in for the API of Kubeflow Pipelines. It accepts each run, and reports that it succeeded. */
export class PipelinesApi {
  readonly runs: RequestedRun[] = [];
  private readonly server: Server;

  private constructor(readonly port: number) {
    this.server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => (body += part));
      request.on("end", () => {
        const path = new URL(request.url ?? "/", "http://localhost").pathname;
        const answer = this.answer(`${request.method} ${path}`, body);
        response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
        response.end(JSON.stringify(answer ?? {}));
      });
    });
  }

  static async start(): Promise<PipelinesApi> {
    const api = new PipelinesApi(await freePort());
    await new Promise<void>((resolve) => api.server.listen(api.port, "127.0.0.1", resolve));
    return api;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: string, body: string): object | undefined {
    const prefix = "/apis/v2beta1";
    if (request === `GET ${prefix}/healthz`) return { multi_user: false };
    if (request === `GET ${prefix}/experiments`) return { experiments: [], total_size: 0 };
    if (request === `POST ${prefix}/experiments`)
      return { ...(JSON.parse(body) as object), experiment_id: "e1" };
    if (request === `GET ${prefix}/runs/r1`)
      return { run_id: "r1", state: "SUCCEEDED", created_at: "2026-12-01T10:00:00Z" };
    if (request !== `POST ${prefix}/runs`) return undefined;
    this.runs.push(JSON.parse(body) as RequestedRun);
    return { run_id: "r1", state: "PENDING" };
  }
}
