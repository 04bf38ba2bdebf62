import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { builtFolder } from "../../terraform/harness/go-programs";
import { type Variables, run } from "../../terraform/harness/processes";

/** The programs of a control plane. */
export const PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"] as const;

export type ProgramName = (typeof PROGRAMS)[number];

/** How a program is called: a file, and the arguments that come before its own. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export interface Programs {
  readonly programs: Readonly<Record<ProgramName, Program>>;
  /** Minor version of Kubernetes: `1.36`. */
  readonly minor: string;
  /** Where they are from, for the closing lines. */
  readonly origin: string;
}

/** Sources of the programs: one Go module for each minor version of Kubernetes. */
export const SOURCES = resolve(__dirname, "../control-plane");

/** Minor versions that can be built. */
export const MINORS = readdirSync(SOURCES).sort();

/** The version that runs by default. */
export const DEFAULT_MINOR = "1.36";

export interface Search {
  /** Environment variables of the caller. `KUBERNETES_MINOR` names another version than the default. */
  readonly env: Variables;
  /** Folder of built programs. @default - the one that all clones share */
  readonly cache?: string;
  /** Prints a line about long work. */
  readonly say: (line: string) => void;
}

/**
 * Finds the programs in `KUBEBUILDER_ASSETS`, as setup-envtest fills it, and builds the others.
 *
 * @throws if a program is in no place and Go is missing, or if versions differ: tests never pass without a control plane.
 */
export async function findPrograms(search: Search): Promise<Programs> {
  const { env, say } = search;
  const minor = env["KUBERNETES_MINOR"] ?? DEFAULT_MINOR;
  if (!MINORS.includes(minor))
    throw new Error(`KUBERNETES_MINOR: got ${minor}, expected one of ${MINORS.join(", ")}`);
  const assets = env["KUBEBUILDER_ASSETS"];
  const found = assets ? PROGRAMS.filter((name) => existsSync(join(assets, name))) : [];
  const missing = PROGRAMS.filter((name) => !found.includes(name));
  const inAssets = found.map((name) => [name, { file: join(assets ?? "", name), args: [] }] as const);
  if (assets && found.includes("kube-apiserver") && missing.length > 0) {
    const version = await minorOf(join(assets, "kube-apiserver"), env);
    if (version !== minor)
      throw new Error(
        `KUBEBUILDER_ASSETS has kube-apiserver ${version} and no ${missing.join(", ")}: add them, or use the assets of ${minor}`,
      );
    say(`KUBEBUILDER_ASSETS has no ${missing.join(", ")}; the ones of Kubernetes ${minor} are built`);
  }
  if (missing.length === 0) {
    const version = await minorOf(join(assets ?? "", "kube-apiserver"), env);
    return { programs: complete(inAssets), minor: version, origin: "KUBEBUILDER_ASSETS" };
  }
  const file = await built(search, minor);
  const own = missing.map((name) => [name, { file, args: [name] }] as const);
  return {
    programs: complete([...inAssets, ...own]),
    minor,
    origin: inAssets.length > 0 ? `KUBEBUILDER_ASSETS, and own builds of ${missing.join(", ")}` : "own build",
  };
}

const complete = (entries: readonly (readonly [ProgramName, Program])[]): Programs["programs"] =>
  Object.fromEntries(entries) as Record<ProgramName, Program>;

/** Minor version of an API server. */
async function minorOf(server: string, env: Variables): Promise<string> {
  const { stdout } = await run({ program: server, args: ["--version"], cwd: SOURCES, env });
  return /v(\d+\.\d+)/.exec(stdout)?.[1] ?? stdout.trim();
}

/** The built file of a module. */
async function built({ env, cache, say }: Search, minor: string): Promise<string> {
  const sources = join(SOURCES, minor);
  const version = kubernetesVersion(sources);
  const folder = await builtFolder({
    sources,
    ...(cache ? { cache } : {}),
    names: [FILE],
    title: `the control plane of Kubernetes ${version}`,
    args: ["-ldflags", linked(version), "."],
    env,
    noGo: `npm run test:kubernetes needs Go 1.26 or later on the PATH, or KUBEBUILDER_ASSETS with ${PROGRAMS.join(", ")}`,
    say,
  });
  return join(folder, FILE);
}

const FILE = "control-plane";

/** Arguments of the linker: the version that the API server reports, and no symbols for a debugger. */
function linked(version: string): string {
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(version) ?? [];
  const set = { gitVersion: version, gitMajor: major, gitMinor: minor };
  const lines = Object.entries(set).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${String(value)}`,
  );
  return ["-s", "-w", ...lines].join(" ");
}

/** The version of k8s.io/kubernetes in a module. */
export function kubernetesVersion(sources: string): string {
  const text = readFileSync(join(sources, "go.mod"), "utf8");
  const version = /k8s\.io\/kubernetes (v\S+)/.exec(text)?.[1];
  if (version === undefined) throw new Error(`${sources}/go.mod: no version of k8s.io/kubernetes`);
  return version;
}
