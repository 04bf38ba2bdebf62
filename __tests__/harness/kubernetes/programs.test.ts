import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  MINORS,
  PROGRAMS,
  SOURCES,
  findPrograms,
  kubernetesVersion,
} from "../../real/kubernetes/harness/programs";

const silent = () => {};

/** A folder with programs that only print a version. */
function assets(names: readonly string[], version = "Kubernetes v1.36.0"): string {
  const folder = mkdtempSync(join(tmpdir(), "assets-"));
  for (const name of names) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test("without Go and without assets, one sentence names what is missing", async () => {
  const search = findPrograms({ env: { PATH: "/nowhere", CI: "true" }, say: silent, cache: tmpdir() });
  await expect(search).rejects.toThrow(
    /^npm run test:kubernetes needs Go 1\.26 or later on the PATH, or KUBEBUILDER_ASSETS with kube-apiserver, .*$/,
  );
});

test("complete assets are used as they are", async () => {
  const folder = assets(PROGRAMS);
  const found = await findPrograms({ env: { KUBEBUILDER_ASSETS: folder }, say: silent });
  expect(Object.entries(found.programs)).toEqual(
    PROGRAMS.map((name) => [name, { file: join(folder, name), args: [] }]),
  );
  expect(found.origin).toBe("KUBEBUILDER_ASSETS");
});

test("assets of another version are refused if controllers would have to be built", async () => {
  const folder = assets(["kube-apiserver", "etcd"], "Kubernetes v1.35.2");
  const search = findPrograms({ env: { ...process.env, KUBEBUILDER_ASSETS: folder }, say: silent });
  await expect(search).rejects.toThrow(
    "KUBEBUILDER_ASSETS has kube-apiserver 1.35 and no kube-controller-manager, kube-scheduler: add them, or use the assets of 1.36",
  );
});

test("programs that envtest lacks are built, and the line about it names them", async () => {
  const folder = assets(["kube-apiserver", "etcd"]);
  const bin = mkdtempSync(join(tmpdir(), "bin-"));
  // This go writes the file that -o names.
  writeFileSync(
    join(bin, "go"),
    '#!/bin/sh\n[ "$1" = version ] && echo go1.26 && exit\nwhile [ "$1" != -o ]; do shift; done\n: > "$2"\n',
  );
  chmodSync(join(bin, "go"), 0o755);
  const cache = mkdtempSync(join(tmpdir(), "cache-"));
  const lines: string[] = [];
  const env = { PATH: `${bin}:${process.env["PATH"]}`, KUBEBUILDER_ASSETS: folder };
  const search = { env, cache, say: (line: string) => lines.push(line) };
  const { programs } = await findPrograms(search);
  expect(programs["kube-apiserver"].file).toBe(join(folder, "kube-apiserver"));
  expect(programs["kube-scheduler"].args).toEqual(["kube-scheduler"]);
  expect(readFileSync(programs["kube-scheduler"].file, "utf8")).toBe("");
  expect(lines[0]).toContain("no kube-controller-manager, kube-scheduler");
  expect(lines[1]).toContain("building the control plane of Kubernetes v1.36");
  const before = lines.length;
  await findPrograms(search);
  // The second run finds the built file.
  expect(lines.slice(before).join()).not.toContain("building");
});

test("a failed build leaves nothing that a later run would take for a program", async () => {
  const bin = mkdtempSync(join(tmpdir(), "bin-"));
  writeFileSync(
    join(bin, "go"),
    '#!/bin/sh\n[ "$1" = version ] && echo go1.26 && exit\necho no network >&2; exit 1\n',
  );
  chmodSync(join(bin, "go"), 0o755);
  const cache = join(mkdtempSync(join(tmpdir(), "cache-")), "built");
  mkdirSync(cache);
  const search = { env: { PATH: `${bin}:${process.env["PATH"]}` }, cache, say: silent };
  await expect(findPrograms(search)).rejects.toThrow("no network");
  await expect(findPrograms(search)).rejects.toThrow("no network");
});

test("an unknown version is refused", async () => {
  const search = findPrograms({ env: { KUBERNETES_MINOR: "1.20" }, say: silent });
  await expect(search).rejects.toThrow("KUBERNETES_MINOR: got 1.20, expected one of 1.35, 1.36");
});

test.each(MINORS)("the module of %s has the staging modules of its own release", (minor) => {
  const sources = join(SOURCES, minor);
  const text = readFileSync(join(sources, "go.mod"), "utf8");
  expect(kubernetesVersion(sources)).toMatch(new RegExp(`^v${minor}\\.`));
  const staging = `v0${kubernetesVersion(sources).slice(2)}`;
  const replaced = [...text.matchAll(/^\t(k8s\.io\/\S+) => (\S+) (\S+)$/gm)];
  expect(replaced.length).toBeGreaterThan(20);
  expect(replaced.filter(([, from, to, version]) => from !== to || version !== staging)).toEqual([]);
  const etcd = [...text.matchAll(/go\.etcd\.io\/etcd\/\S+ (v\S+)/g)].map(([, version]) => version);
  expect(new Set(etcd).size).toBe(1);
});
