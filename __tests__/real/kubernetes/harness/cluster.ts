import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePorts } from "../../../support/free-ports";
import { type KeptProcess, keep } from "../../../support/kept-process";
import { Api, type ApiProps } from "./api";
import { KEY, settingsOf, writeServiceAccountKey, writeSettings, writeTokens } from "./cluster-access";
import {
  ADDRESS,
  BEFORE_POLICIES,
  CONTROLLERS,
  POLICIES,
  SCHEDULER,
  SELDOM_COLLECTING,
  apiServer,
  certificateIn,
  etcd,
} from "./cluster-flags";
import { type ProgramName } from "./programs";
import { currentRun } from "./run";

/** A user of the cluster, by token. */
export type User = "deployer" | "stand-ins";

export interface ClusterProps {
  /** Flags of a program besides the common ones. @default - none */
  readonly flags?: Partial<Record<ProgramName, readonly string[]>>;
}

/** A certificate for the loopback address, with its key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A Kubernetes control plane of its own, without nodes. */
export class Cluster {
  private constructor(
    /** Address of the API server. */
    readonly server: string,
    private readonly folder: string,
    private readonly processes: ReadonlyMap<ProgramName, KeptProcess>,
    private readonly tokens: Readonly<Record<User, string>>,
    /** Certificate of the API server. Webhooks of this machine use it too, as no other has a key here. */
    readonly certificate: Certificate,
  ) {}

  /** Starts etcd, API server, controllers and scheduler, and waits until all are ready. */
  static async start({ flags = {} }: ClusterProps = {}): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), "kubernetes-"));
    const processes = new Map<ProgramName, KeptProcess>();
    const run = currentRun();
    const begin = (name: ProgramName, own: Readonly<Record<string, string | number>>) => {
      const { file, args } = run.programs[name];
      const written = Object.entries(own).map(([flag, value]) => `--${flag}=${value}`);
      const child = keep({
        program: file,
        args: [...args, ...written, ...(flags[name] ?? [])],
        env: { ...process.env, ...SELDOM_COLLECTING },
        log: join(folder, `${name}.log`),
        cwd: folder,
        run: run.process,
      });
      processes.set(name, child);
      return child;
    };
    try {
      const [client, peer, secure, controllers, scheduler] = await freePorts(5);
      const server = `https://${ADDRESS}:${secure}`;
      const tokens = writeTokens(folder);
      writeServiceAccountKey(folder);
      begin("etcd", etcd(Number(client), Number(peer)));
      const certificates = join(run.folder, `certificates-${String(process.env["JEST_WORKER_ID"])}`);
      const api = begin("kube-apiserver", {
        ...apiServer(folder),
        ...(BEFORE_POLICIES.includes(run.minor) ? POLICIES : {}),
        "etcd-servers": `http://127.0.0.1:${client}`,
        "secure-port": Number(secure),
        "cert-dir": certificates,
      });
      const files = certificateIn(certificates);
      const certificate = files["tls-cert-file"];
      await ready(`${server}/readyz`, api, tokens.deployer);
      for (const [user, token] of Object.entries(tokens))
        writeSettings(folder, user, { server, certificate, token });
      const manager = begin("kube-controller-manager", {
        ...settingsOf(folder, "controllers"),
        ...CONTROLLERS,
        "service-account-private-key-file": join(folder, KEY),
        "root-ca-file": certificate,
        "secure-port": Number(controllers),
        ...files,
      });
      const placer = begin("kube-scheduler", {
        ...settingsOf(folder, "scheduler"),
        ...SCHEDULER,
        "secure-port": Number(scheduler),
        ...files,
      });
      await Promise.all([
        ready(`https://127.0.0.1:${controllers}/healthz`, manager),
        ready(`https://127.0.0.1:${scheduler}/readyz`, placer),
      ]);
      const cert = readFileSync(certificate, "utf8");
      const key = readFileSync(files["tls-private-key-file"], "utf8");
      return new Cluster(server, folder, processes, tokens, { cert, key });
    } catch (error) {
      await end(processes, folder);
      throw error;
    }
  }

  /** A client with the rights of a user. */
  as(user: User): Api {
    return new Api(this.accessOf(user));
  }

  /** Address and credentials for another program that acts as a user. */
  accessOf(user: User): ApiProps {
    return { server: this.server, certificate: this.certificate.cert, token: this.tokens[user] };
  }

  /** Output of a program, for the message of a failed test. */
  printed(program: ProgramName): string {
    return this.processes.get(program)?.printed() ?? "";
  }

  async stop(): Promise<void> {
    await end(this.processes, this.folder);
  }
}

/** Ends the processes in the reverse order of their start. */
async function end(processes: ReadonlyMap<ProgramName, KeptProcess>, folder: string): Promise<void> {
  for (const each of [...processes.values()].reverse()) await each.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until a server says that it is ready. A server that ends before is an error with its last output. */
async function ready(url: string, process: KeptProcess, token?: string): Promise<void> {
  while (!(await answers(url, token))) {
    if (process.isGone())
      throw new Error(`${url}: ended before it was ready\n${lastLines(process.printed())}`);
    await wait(100);
  }
}

/** The certificate is not verified: it is of this run, and says nothing yet. */
function answers(url: string, token?: string): Promise<boolean> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve) => {
    get(url, { rejectUnauthorized: false, headers, agent: false }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode === 200));
    }).on("error", () => resolve(false));
  });
}

const lastLines = (text: string): string => text.trimEnd().split("\n").slice(-15).join("\n");
