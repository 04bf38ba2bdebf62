import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePorts } from "../../../support/free-ports";
import { type KeptProcess, keep } from "../../../support/kept-process";
import { Api, type ApiProps } from "./api";
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
      const [cert, key] = [certificate, files["tls-private-key-file"]].map((file) =>
        readFileSync(file, "utf8"),
      );
      return new Cluster(server, folder, processes, tokens, { cert: String(cert), key: String(key) });
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

const etcd = (client: number, peer: number) => ({
  "data-dir": "etcd",
  "listen-client-urls": `http://127.0.0.1:${client}`,
  "advertise-client-urls": `http://127.0.0.1:${client}`,
  "listen-peer-urls": `http://127.0.0.1:${peer}`,
  "initial-advertise-peer-urls": `http://127.0.0.1:${peer}`,
  "initial-cluster": `default=http://127.0.0.1:${peer}`,
  "log-level": "warn",
  // The data is removed with the run.
  "unsafe-no-fsync": "true",
});

/**
 * Admission plugins besides those that Kubernetes enables by default: the two that EKS adds, and one that ties the
 * namespaces of a case to its nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/platform-versions.html (2026-11-20)
 */
const ADMISSION = ["NodeRestriction", "ExtendedResourceToleration", "PodNodeSelector"];

const KEY = "service-accounts.pem";
const TOKENS = "tokens.csv";
const ISSUER = "https://oidc.tests.invalid";

const ADDRESS = "127.0.0.1";

/** Programs that run for a minute collect garbage seldom. The limit of memory is for what a large environment leaves. */
const SELDOM_COLLECTING = { GOGC: "400", GOMEMLIMIT: "1GiB" };

/** Files of the certificate that the first API server of a worker makes. All later programs serve with it, as each would make a key. */
const certificateIn = (folder: string) => ({
  "tls-cert-file": join(folder, "apiserver.crt"),
  "tls-private-key-file": join(folder, "apiserver.key"),
});

const apiServer = (folder: string) => ({
  "bind-address": ADDRESS,
  "advertise-address": ADDRESS,
  // An Endpoints object cannot hold a loopback address, and no pod runs that would use it.
  "endpoint-reconciler-type": "none",
  "service-cluster-ip-range": "172.20.0.0/16",
  "authorization-mode": "Node,RBAC",
  "enable-admission-plugins": ADMISSION.join(","),
  "allow-privileged": "true",
  // No test has so many clients that some must wait.
  "enable-priority-and-fairness": "false",
  "token-auth-file": join(folder, TOKENS),
  "service-account-issuer": ISSUER,
  "service-account-key-file": join(folder, KEY),
  "service-account-signing-key-file": join(folder, KEY),
});

/** Minor versions in which mutating admission policies, with which Fargate is replaced, are off by default. */
const BEFORE_POLICIES = ["1.34", "1.35"];

const POLICIES = {
  "feature-gates": "MutatingAdmissionPolicy=true",
  "runtime-config": "admissionregistration.k8s.io/v1beta1=true",
} as const;

/** Controllers that do not run. */
const WITHOUT = [
  // Otherwise a test that runs at the time of a CronJob has other pods.
  "cronjob-controller",
  // Nothing reads what these write: Endpoints beside EndpointSlices, and how long a kubelet keeps a Secret.
  "endpoints-controller",
  "ttl-controller",
];

const CONTROLLERS = {
  "bind-address": "127.0.0.1",
  "leader-elect": "false",
  controllers: ["*", ...WITHOUT.map((name) => `-${name}`)].join(","),
  "use-service-account-credentials": "true",
  // Stand-in kubelets renew no leases.
  "node-monitor-grace-period": "24h",
  "resource-quota-sync-period": "10s",
  "horizontal-pod-autoscaler-sync-period": "2s",
  "kube-api-qps": 200,
  "kube-api-burst": 400,
} as const;

const SCHEDULER = {
  "bind-address": "127.0.0.1",
  "leader-elect": "false",
  "kube-api-qps": 200,
  "kube-api-burst": 400,
} as const;

const USERS = {
  deployer: { name: "deployer", group: "system:masters" },
  "stand-ins": { name: "stand-ins", group: "system:masters" },
  controllers: { name: "system:kube-controller-manager", group: "" },
  scheduler: { name: "system:kube-scheduler", group: "" },
} as const;

type Tokens = Record<keyof typeof USERS, string>;

function writeTokens(folder: string): Tokens {
  const tokens = Object.fromEntries(
    Object.keys(USERS).map((user) => [user, randomBytes(24).toString("hex")]),
  ) as Tokens;
  const lines = Object.entries(USERS).map(
    ([user, { name, group }]) => `${tokens[user as keyof Tokens]},${name},${user},"${group}"`,
  );
  writeFileSync(join(folder, TOKENS), `${lines.join("\n")}\n`, { mode: 0o600 });
  return tokens;
}

function writeServiceAccountKey(folder: string): void {
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  writeFileSync(join(folder, KEY), privateKey, { mode: 0o600 });
}

interface Settings {
  readonly server: string;
  readonly certificate: string;
  readonly token: string;
}

const settingsFile = (folder: string, user: string): string => join(folder, `${user}.kubeconfig`);

/** kubeconfig of a user; JSON is YAML. */
function writeSettings(folder: string, user: string, { server, certificate, token }: Settings): void {
  const settings = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "tests", cluster: { server, "certificate-authority": certificate } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: "tests", context: { cluster: "tests", user } }],
    "current-context": "tests",
  };
  writeFileSync(settingsFile(folder, user), JSON.stringify(settings), { mode: 0o600 });
}

const settingsOf = (folder: string, user: keyof typeof USERS) => ({
  kubeconfig: settingsFile(folder, user),
  "authentication-kubeconfig": settingsFile(folder, user),
  "authorization-kubeconfig": settingsFile(folder, user),
});

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
