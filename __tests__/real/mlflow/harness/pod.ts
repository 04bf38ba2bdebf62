import { type IncomingMessage, get } from "node:http";
import { mkdtempSync, readFileSync, renameSync, writeFileSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Finished, type Running, run, start } from "../../terraform/harness/processes";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type EmittedContainer, type EmittedContainers, emitted } from "./emitted";
import { IMAGE } from "./image-packages";
import { type Postgres } from "./postgres";
import { freePort } from "../../../support/free-ports";

export interface PodProps {
  /** The environment whose server and job run, with their arguments and variables. */
  readonly plan: EnvironmentPlan;
  readonly postgres: Postgres;
  /** Address of S3. */
  readonly s3: string;
  readonly buckets: { readonly artifacts: string; readonly models: string };
}

/** Access key of a service account: S3 learns from it which role calls. */
export const keyOf = (account: string): string => account.replace(":", ".");

/** A server that has not answered by then hangs. A busy machine takes minutes to load its packages. */
const HANGS_MS = 600_000;

/** The pod that the environment emits, as processes of this machine with a folder for each mount. */
export class Pod {
  readonly folder = mkdtempSync(join(tmpdir(), "mlflow-"));
  private readonly programs = process.env["MLFLOW_TESTS_PYTHON"] ?? "";
  private readonly containers: EmittedContainers;
  private server: Running | undefined;

  private constructor(
    private readonly props: PodProps,
    readonly port: number,
  ) {
    this.containers = emitted(props.plan, {
      mlflow_database_host: "localhost",
      mlflow_bucket: props.buckets.artifacts,
      model_bucket: props.buckets.models,
    });
    for (const mount of ["tmp", "secrets"]) mkdirSync(join(this.folder, mount));
  }

  static async create(props: PodProps): Promise<Pod> {
    return new Pod(props, await freePort());
  }

  /** Replaces the mounted secret in one step, as the driver does. */
  mountSecret(password: string): void {
    const [staged, file] = [join(this.folder, "staged"), join(this.folder, "secrets/database")];
    writeFileSync(staged, JSON.stringify({ username: "mlflow", password }));
    renameSync(staged, file);
  }

  /** Runs the init container. */
  upgrade(): Promise<Finished> {
    const { upgrade } = this.containers;
    return run(this.command(upgrade, upgrade.args), [0, 1, 2]);
  }

  /** Runs the job that copies versions of models, which has no rights on the bucket of artifacts, and no password. */
  promote(): Promise<Finished> {
    const { promotion } = this.containers;
    const { program, cwd, env } = this.command(promotion, promotion.args);
    const address = `http://127.0.0.1:${this.port}`;
    return run(
      {
        program,
        args: [join(IMAGE, "promote.py"), ...promotion.args],
        cwd,
        // The name of the Service leads to the server in a cluster.
        env: { ...env, MLFLOW_TRACKING_URI: address, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" },
      },
      [0, 1],
    );
  }

  /** Starts the server, and waits until its probe succeeds. Returns the seconds. */
  async start(): Promise<number> {
    const { server } = this.containers;
    const began = Date.now();
    this.server = start({
      ...this.command(
        server,
        server.args.map((each) => this.local(each)),
      ),
      ownGroup: true,
    });
    for (;;) {
      if ((await this.get("/health").catch(() => undefined))?.status === 200)
        return (Date.now() - began) / 1000;
      if (Date.now() - began > HANGS_MS)
        throw new Error(`the server is not healthy:\n${this.server.printed()}`);
      await wait(200);
    }
  }

  /** Ends the server as the kubelet does. Returns the seconds. */
  async stop(): Promise<number> {
    const began = Date.now();
    if (this.server?.pid !== undefined) process.kill(this.server.pid, "SIGTERM");
    await this.server?.finished;
    this.server = undefined;
    return (Date.now() - began) / 1000;
  }

  printed(): string {
    return this.server?.printed() ?? "";
  }

  /** Ids of the processes of the server, the first one first. */
  processes(): number[] {
    const first = this.server?.pid ?? 0;
    const parents = new Map(
      readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name): [number, number][] => {
          try {
            const fields = readFileSync(`/proc/${name}/stat`, "utf8")
              .replace(/^.*\) /s, "")
              .split(" ");
            return [[Number(name), Number(fields[1])]];
          } catch {
            return [];
          }
        }),
    );
    const below = (pid: number): number[] => [
      pid,
      ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child)),
    ];
    return below(first);
  }

  get(path: string, host = `localhost:${this.port}`): Promise<{ status: number; body: string }> {
    return request(this.port, path, host);
  }

  /** Runs the client of the registry, which has no rights in AWS and, at a forwarded port, no way to S3. */
  async client(...args: readonly string[]): Promise<string> {
    const { stdout } = await run({
      program: join(this.programs, "python"),
      args: [join(__dirname, "../programs/registry.py"), ...args],
      cwd: this.folder,
      env: {
        PATH: process.env["PATH"],
        HOME: this.folder,
        MLFLOW_TRACKING_URI: `http://localhost:${this.port}`,
        MLFLOW_DISABLE_TELEMETRY: "true",
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
        MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: "false",
        MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: "false",
      },
    });
    return stdout.trim().split("\n").at(-1) ?? "";
  }

  private command({ variables, account }: EmittedContainer, args: readonly string[]) {
    const emittedVariables = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, this.placed(value)]),
    );
    return {
      program: join(this.programs, "python"),
      args: [join(IMAGE, "start.py"), ...args],
      cwd: this.folder,
      env: {
        PATH: `${this.programs}:${process.env["PATH"] ?? ""}`,
        TMPDIR: join(this.folder, "tmp"),
        ...emittedVariables,
        // The role and the endpoint of the pod give it these.
        AWS_ACCESS_KEY_ID: keyOf(account),
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL_S3: this.props.s3,
        DATABASE_PORT: String(this.props.postgres.port),
      },
    };
  }

  /** Paths of mounts and of the image, as paths of this machine. */
  private placed(value: string): string {
    return value
      .replace(/^\/tmp\b/, join(this.folder, "tmp"))
      .replace(/^\/mnt\/secrets\b/, join(this.folder, "secrets"))
      .replace(/^\/etc\/ssl\/rds\/global-bundle\.pem$/, this.props.postgres.authority);
  }

  /** The server listens on the loopback interface only. */
  private local(argument: string): string {
    if (argument === "0.0.0.0") return "127.0.0.1";
    return argument === "5000" ? String(this.port) : argument;
  }
}

async function request(port: number, path: string, host: string): Promise<{ status: number; body: string }> {
  const answered = await httpGet(port, path, host);
  return { status: answered.statusCode ?? 0, body: await bodyOf(answered) };
}

const httpGet = (port: number, path: string, host: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers: { host }, timeout: 60_000 }, resolve).on("error", reject);
  });

async function bodyOf(answered: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of answered.setEncoding("utf8")) body += String(part);
  return body;
}
