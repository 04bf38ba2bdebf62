import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CHART_FILES, CHART_FOLDER } from "../../../src/platform/constructs/custom-resources/chart";
import { type JsonObject, StackJson, asArray, asObject } from "../../../src/terraform/stack-json";
import { Programs } from "../../../src/deploy/deploy/programs";
import { repairLayers } from "../../../src/deploy/repair/repair";
import { States } from "../../../src/deploy/deploy/state";
import { type Variables, run, start } from "../terraform/harness/processes";
import { Cluster } from "./harness/cluster";
import { STACK_FILES } from "../../../src/base/stack-files";

/*
 * Upgrades of a Helm release that are killed, with the real provider: it has recorded nothing, or Helm still waits for pods. No
 * kubelet runs, so that pods never get ready.
 */

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start();
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  await post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    ...object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "queues.queue.example.com"),
    spec: {
      group: "queue.example.com",
      scope: "Namespaced",
      names: { kind: "Queue", plural: "queues", singular: "queue" },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  });
}, 180_000);
afterAll(() => cluster.stop());

const post = (path: string, body: JsonObject) => cluster.as("deployer").send("POST", path, body);

const object = (apiVersion: string, kind: string, name: string, content: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...content,
});

/** Images of a Deployment, and fields of a ConfigMap and of a custom resource; the second file has an object more and one less. */
const FILES = {
  old: {
    images: ["app:1"],
    data: { a: "1", removed: "1" },
    spec: { size: 1, removed: true },
    other: "former",
  },
  new: {
    images: ["app:2", "side:2"],
    data: { a: "2", added: "2" },
    spec: { size: 2, added: true },
    other: "more",
  },
  third: { images: ["app:3"], data: { a: "1", third: "3" }, spec: { size: 1, third: true }, other: "third" },
} as const;

type File = keyof typeof FILES;

function objectsOf(file: File): JsonObject[] {
  const { images, data, spec, other } = FILES[file];
  const containers = images.map((image) => ({ name: image.split(":")[0] ?? "", image }));
  const labels = { app: "a" };
  return [
    object("apps/v1", "Deployment", "app", {
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    }),
    object("v1", "ConfigMap", "settings", { data }),
    object("v1", "ConfigMap", other),
    object("queue.example.com/v1", "Queue", "jobs", { spec }),
  ];
}

/** A stack with one release in a namespace of its own. */
class ReleaseStack {
  readonly folder = mkdtempSync(join(tmpdir(), "release-"));
  private readonly variables: Variables;

  constructor(private readonly namespace: string) {
    for (const [path, text] of Object.entries(CHART_FILES)) {
      const file = join(this.folder, CHART_FOLDER, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const settings = join(this.folder, "settings.tfrc");
    const mirror = String(process.env["TF_PLUGIN_DIR"]);
    writeFileSync(settings, `provider_installation {\n  filesystem_mirror { path = "${mirror}" }\n}\n`);
    const { PATH: path, HOME: home } = process.env;
    this.variables = { PATH: `${this.programs()}:${path}`, HOME: home, TF_CLI_CONFIG_FILE: settings };
  }

  /** Writes a file of the environment. With `waits`, Helm waits for pods. */
  write(file: File, waits = false): StackJson {
    const { server, certificate, token } = cluster.accessOf("deployer");
    const json = {
      terraform: { required_providers: { helm: { source: "hashicorp/helm" } } },
      provider: { helm: [{ kubernetes: { host: server, token, cluster_ca_certificate: certificate } }] },
      resource: {
        helm_release: {
          app: {
            name: "app",
            namespace: this.namespace,
            chart: `\${path.module}/${CHART_FOLDER}`,
            values: [JSON.stringify({ resources: objectsOf(file) })],
            wait: waits,
            atomic: waits,
          },
        },
      },
    };
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(json));
    const backend = { s3: { bucket: "b", key: "k", region: "eu-west-1" } };
    return new StackJson("e-models", { ...json, terraform: { ...json.terraform, backend } });
  }

  terraform(...args: string[]) {
    return run({ program: "terraform", args, cwd: this.folder, env: this.variables }, [0, 2]);
  }

  /** Applies, and kills Terraform with its provider when Helm has changed the last object and waits for pods. */
  async applyAndKill(): Promise<void> {
    const args = ["apply", "-input=false", "-auto-approve"];
    const apply = start({
      program: "terraform",
      args,
      cwd: this.folder,
      env: this.variables,
      ownGroup: true,
    });
    const isReached = async () => JSON.stringify(await this.live()).includes('"size":2');
    while (!(await isReached())) await wait(100);
    process.kill(-Number(apply.pid), "SIGKILL");
    await apply.finished;
  }

  async repair(json: StackJson): Promise<{ readonly ended: string; readonly said: string }> {
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const programs = new Programs(this.variables, { err: say });
    const stack = { environment: "e", layer: "models", name: "e-models", folder: this.folder, json } as const;
    const ended = await repairLayers({
      ...{ programs, states: new States(programs), terraform: "terraform", scripts: this.folder, say },
      ...{ all: [stack], chosen: [stack], ask: () => Promise.resolve(true), pace: { interval: 1, limit: 1 } },
    });
    return { ended, said: said.join("\n") };
  }

  /** The objects as in `FILES`. */
  async live(): Promise<JsonObject> {
    const list = async (path: string) =>
      asArray((await cluster.as("deployer").send("GET", path.replace("NS", this.namespace)))["items"]).map(
        asObject,
      );
    const [deployment] = await list("/apis/apps/v1/namespaces/NS/deployments");
    const [queue] = await list("/apis/queue.example.com/v1/namespaces/NS/queues");
    const maps = await list("/api/v1/namespaces/NS/configmaps");
    const named = (each: JsonObject) => String(asObject(each["metadata"])["name"]);
    const template = asObject(asObject(asObject(deployment)["spec"])["template"]);
    return {
      images: asArray(asObject(template["spec"])["containers"]).map((each) =>
        String(asObject(each)["image"]),
      ),
      data: asObject(maps.find((each) => named(each) === "settings")?.["data"]),
      spec: asObject(asObject(queue)["spec"]),
      other: maps
        .map(named)
        .filter((name) => !/^(settings|kube-root-ca.crt)$/.test(name))
        .join(),
    };
  }

  /** The program `aws`: it connects kubectl, and the bucket has no state. */
  private programs(): string {
    const { server, certificate, token } = cluster.accessOf("deployer");
    const access = { server, "certificate-authority-data": Buffer.from(certificate).toString("base64") };
    const settings = {
      ...{ apiVersion: "v1", kind: "Config", "current-context": "x" },
      clusters: [{ name: "c", cluster: access }],
      users: [{ name: "u", user: { token } }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    };
    const script = `case "$*" in *s3api*) echo "An error occurred (NoSuchKey)" >&2; exit 254 ;; esac
for last in "$@"; do :; done
printf '%s' '${JSON.stringify(settings)}' > "$last"`;
    const folder = join(this.folder, "programs");
    mkdirSync(folder);
    writeFileSync(join(folder, "aws"), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    return folder;
  }
}

/** A stack with the old file, whose upgrade to the new one is in no state, and the file that follows. */
async function killed(moment: "recorded nowhere" | "pending", file: File) {
  const namespace = `${moment.split(" ")[0]}-${file}`;
  await post("/api/v1/namespaces", object("v1", "Namespace", namespace));
  const stack = new ReleaseStack(namespace);
  stack.write("old");
  await stack.terraform("init", "-input=false");
  await stack.terraform("apply", "-input=false", "-auto-approve");
  const [state, saved] = [join(stack.folder, "terraform.tfstate"), join(stack.folder, "saved")];
  copyFileSync(state, saved);
  stack.write("new", moment === "pending");
  if (moment === "pending") await stack.applyAndKill();
  else await stack.terraform("apply", "-input=false", "-auto-approve");
  copyFileSync(saved, state);
  rmSync(join(stack.folder, ".terraform.tfstate.lock.info"), { force: true });
  return { stack, json: stack.write(file) };
}

const plan = (stack: ReleaseStack) =>
  stack.terraform("plan", "-input=false", "-detailed-exitcode", "-lock=false");

test.each([
  ["recorded nowhere", "new"],
  ["recorded nowhere", "old"],
  ["recorded nowhere", "third"],
  ["pending", "new"],
  ["pending", "old"],
] as const)(
  "an upgrade that is %s ends in the %s file after a repair and an apply",
  async (moment, file) => {
    const { stack, json } = await killed(moment, file);
    // Without the repair, Terraform would keep the upgrade.
    const isSeen = (await plan(stack)).code === 2;
    if (moment === "recorded nowhere") expect(isSeen).toBe(file !== "old");
    expect((await stack.repair(json)).ended).toBe("done");
    await stack.terraform("apply", "-input=false", "-auto-approve");
    rmSync(join(stack.folder, STACK_FILES.repair), { force: true });
    expect(await stack.live()).toEqual(FILES[file]);
    expect((await plan(stack)).code).toBe(0);
  },
  300_000,
);

test("a third file after an interrupted upgrade is named with the command of Helm", async () => {
  const { stack, json } = await killed("pending", "third");
  const { ended, said } = await stack.repair(json);
  expect([ended, said]).toEqual(["failed", expect.stringContaining("helm rollback app 1 -n pending-third")]);
}, 300_000);
