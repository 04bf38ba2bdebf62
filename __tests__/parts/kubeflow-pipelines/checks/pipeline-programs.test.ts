import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { blocks } from "../../../../src/terraform/stack-json";
import { databasePassword } from "../../../../src/parts/mlflow/checks/database-password";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, found, newlyFound } from "../../../support/findings";
import {
  container,
  inPlatform,
  kubeflowPipelinesPlan,
  pod,
  setting,
  variable,
} from "../../../support/kubeflow-pipelines";
import { planOf } from "../../../support/reference-plans";

const PLAN = kubeflowPipelinesPlan({}, { network: { egress: "none" } });

/** Replaces a text in the start script of a program. */
const start = (name: string, from: string, to: string): Edit =>
  container(name, (config) => {
    const command = config["command"] as unknown as string[];
    const script = command.at(-1) ?? "";
    expect(script).toContain(from);
    command.splice(-1, 1, script.split(from).join(to));
  });
const image = (name: string, to: string): Edit => container(name, (config) => (config["image"] = to));
const executor = (edit: (json: Editable) => void): Edit => setting("workflow_controller", "executor", edit);
const inContext = (key: string): Edit =>
  executor((json) => Reflect.deleteProperty(json["securityContext"] as Editable, key));

const NO_COPY = "no init container copies the authorities of RDS with cp into the volume at /certificates";
const authorities = (edit: (config: Editable) => void): Edit =>
  pod("api_server", (spec) => edit(blocks(spec["init_container"])[0] as Editable));

test.each(["none", "single-nat"])(
  "ML-05 an environment with Kubeflow Pipelines and egress %s has one finding: steps are not judged",
  (egress) => {
    const findings = found(
      CHECKS_OF_PARTS["kubeflow-pipelines"],
      environmentPlan(kubeflowPipelinesPlan({}, { network: { egress } })),
    );
    expect(findings).toEqual([
      expect.stringMatching(/^pipeline-steps-not-judged .*the steps of runs in kubeflow, with up to 60 pods/),
    ]);
  },
);

test("ML-05 an environment without Kubeflow Pipelines has nothing to check", () => {
  expect(found(CHECKS_OF_PARTS["kubeflow-pipelines"], environmentPlan(planOf("ml-inference-prod")))).toEqual(
    [],
  );
});

test.each<readonly [string, Edit, string]>([
  [
    "the API server has no variable of a server that it asks for",
    variable("api_server", "ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_HOST", undefined),
    "it has no ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_HOST",
  ],
  [
    "steps call servers of another namespace",
    variable("api_server", "POD_NAMESPACE", "other"),
    "POD_NAMESPACE is other, expected kubeflow",
  ],
  [
    "it has keys of a user",
    variable("user_interface", "AWS_SECRET_ACCESS_KEY", "key"),
    "it has the variable AWS_SECRET_ACCESS_KEY",
  ],
  [
    "runs have no image of a driver",
    variable("api_server", "V2_DRIVER_IMAGE", undefined),
    "it has no variable V2_DRIVER_IMAGE",
  ],
  [
    "runs have another image of a launcher",
    variable("api_server", "V2_LAUNCHER_IMAGE", "ghcr.io/kubeflow/kfp-driver:2.17.0"),
    "expected ghcr.io/kubeflow/kfp-launcher",
  ],
  [
    "runs pull from the internet",
    variable("api_server", "V2_DRIVER_IMAGE", "ghcr.io/kubeflow/kfp-driver:2.17.0"),
    "variable V2_DRIVER_IMAGE is in ghcr.io, expected",
  ],
  [
    "the executor has another version than its controller",
    container("workflow_controller", (config) => {
      const args = config["args"] as unknown as string[];
      const place = args.indexOf("--executor-image") + 1;
      args.splice(place, 1, (args[place] ?? "").replace("v4.0.5", "v4.0.4"));
    }),
    "argument --executor-image has the version v4.0.4, expected v4.0.5 as workflow-controller",
  ],
  [
    "its driver is unknown",
    variable("api_server", "DBDRIVERNAME", "pgx"),
    "DBDRIVERNAME is pgx, expected mysql",
  ],
  [
    "it does not verify its database",
    variable("api_server", "DBCONFIG_MYSQLCONFIG_EXTRAPARAMS", '{"tls":"skip-verify"}'),
    "it does not verify its database",
  ],
  [
    "it knows no authorities of RDS",
    variable("api_server", "SSL_CERT_DIR", "/etc/ssl/certs"),
    "it does not verify its database",
  ],
  [
    "it has no pod",
    inPlatform("deployment", "api_server", ({ spec }) => (spec["replicas"] = "0")),
    "it has no pod",
  ],
  [
    "the user interface does not listen on the port of its pods",
    container("user_interface", (config) => (config["port"][0].container_port = 3001)),
    "port http is 3001, and it listens on 3000",
  ],
  [
    "the controller of schedules does not listen on the port of its pods",
    container("schedules", (config) => (config["port"][0].container_port = 9091)),
    "port http is 9091, and it listens on 9090",
  ],
  [
    "the workflow controller does not start again after a change of its settings",
    inPlatform(
      "deployment",
      "workflow_controller",
      ({ spec }) => delete spec["template"].metadata.annotations,
    ),
    "it does not start again after a change of workflow-controller-configmap, which it reads when it starts: it has no annotation checksum/config",
  ],
  ["nothing copies the authorities", pod("api_server", (spec) => delete spec["init_container"]), NO_COPY],
  ["the copy has no command", authorities((config) => delete config["command"]), NO_COPY],
  ["the copy has an empty command", authorities((config) => (config["command"] = [])), NO_COPY],
  ["the copy has a further word", authorities((config) => config["command"].push("env")), NO_COPY],
  ["the copy has arguments", authorities((config) => (config["args"] = ["env"])), NO_COPY],
  ["the copy is in no volume", authorities((config) => delete config["volume_mount"]), NO_COPY],
  [
    "the copy is in a folder that the server does not read",
    authorities((config) => (config["command"][2] = "/other/rds.pem")),
    NO_COPY,
  ],
  [
    "it connects to another port",
    variable("api_server", "DBCONFIG_MYSQLCONFIG_PORT", "3307"),
    "DBCONFIG_MYSQLCONFIG_PORT is 3307, expected 3306",
  ],
  [
    "the database of the API server is unknown",
    variable("api_server", "DBCONFIG_MYSQLCONFIG_HOST", "db.example.com"),
    "none of its variables names a database of this environment",
  ],
  ["the store does not encrypt", start("metadata", "ssl_options", "options"), "it connects without TLS"],
  [
    "the store has its settings in arguments",
    start("metadata", "--metadata_store_server_config_file", "--mysql_config_host"),
    "it connects without TLS",
  ],
  [
    "the store keeps an old password",
    container("metadata", (config) => delete config["liveness_probe"]),
    "its liveness probe does not compare the password",
  ],
  [
    "its probe ignores a failure",
    container("api_server", (config) => {
      const [probe] = blocks(config["liveness_probe"]) as Editable[];
      ((probe as Editable)["exec"] as Editable)["command"][1] = "-c";
    }),
    "its liveness probe does not compare the password",
  ],
  [
    "it compares another file",
    start("api_server", "/mnt/secrets/password", "/etc/hostname"),
    "its start keeps no checksum of a mounted secret: got /etc/hostname, expected /mnt/secrets/password",
  ],
  [
    "it reads the password elsewhere",
    start("api_server", "cat /mnt/secrets/password", "cat /mnt/secrets/other"),
    "its start does not read the password from /mnt/secrets/password",
  ],
  [
    "the API server has no Service by its name",
    inPlatform("service", "api_server", ({ metadata }) => ((metadata as Editable)["name"] = "api")),
    "no Service ml-pipeline leads from port 8888",
  ],
  [
    "the Service of the store has another port",
    inPlatform("service", "metadata", ({ spec }) => {
      (blocks((spec as Editable)["port"])[0] as Editable)["port"] = 80;
    }),
    "no Service metadata-grpc-service leads from port 8080",
  ],
  [
    "the pages call another host",
    variable("user_interface", "ML_PIPELINE_SERVICE_HOST", undefined),
    "ML_PIPELINE_SERVICE_HOST and ML_PIPELINE_SERVICE_PORT are (none):8888",
  ],
  [
    "the proxy calls another host",
    inPlatform("config_map", "metadata", (config) => {
      const data = config["data"] as Editable;
      for (const [key, value] of Object.entries(data))
        data[key] = String(value).replace("metadata-grpc-service", "store");
    }),
    "its configuration has no address of a Service that leads to the store of metadata",
  ],
  [
    "steps run as root",
    variable("api_server", "DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT", undefined),
    "DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT is not true",
  ],
  [
    "steps have no user",
    variable("api_server", "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER", undefined),
    "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER is no user above 0",
  ],
  ["the executor runs as root", inContext("runAsNonRoot"), "executor lacks runAsNonRoot true"],
  ["the executor has no user", inContext("runAsUser"), "executor has no runAsUser above 0"],
  [
    "the user of the executor is a text",
    executor((json) => ((json["securityContext"] as Editable)["runAsUser"] = "10001")),
    "executor has no runAsUser above 0, as a number",
  ],
  [
    "the executor can gain privileges",
    inContext("allowPrivilegeEscalation"),
    "executor lacks allowPrivilegeEscalation false",
  ],
  ["the executor has capabilities", inContext("capabilities"), "executor does not drop ALL capabilities"],
  ["the executor has no seccomp profile", inContext("seccompProfile"), "executor lacks the seccomp profile"],
])("ML-05 pipeline-programs reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS_OF_PARTS["kubeflow-pipelines"], PLAN, edit);
  const ownMessages = messages.filter((message) => message.startsWith("pipeline-programs "));
  expect(ownMessages.length).toBeGreaterThan(0);
  expect(ownMessages.join("\n")).toContain(text);
});

test("ML-05 pipeline-programs reports containers without requests, if nothing states them for the quota", () => {
  const withoutDefaults: Edit = (layers) => {
    delete layers.platform.resource.kubernetes_limit_range_v1.kubeflow_pipelines;
    executor((json) => delete json["resources"])(layers);
  };
  expect(newlyFound(CHECKS_OF_PARTS["kubeflow-pipelines"], PLAN, withoutDefaults).join("\n")).toContain(
    "executor states no requests.cpu, which the quota requires; executor states no requests.memory",
  );
  expect(
    newlyFound(
      CHECKS_OF_PARTS["kubeflow-pipelines"],
      PLAN,
      executor((json) => delete json["resources"]),
    ),
  ).toEqual([]);
});

test("ML-05 pipeline-programs reports a database of another engine", () => {
  const messages = newlyFound(CHECKS_OF_PARTS["kubeflow-pipelines"], PLAN, ({ cluster }) => {
    cluster.resource.aws_db_instance.kubeflow_pipelines.engine = "postgres";
  });
  expect(messages.join("\n")).toContain("its database is postgres, expected mysql");
});

test("ML-05 programs of another version are not judged", () => {
  const messages = newlyFound(CHECKS_OF_PARTS["kubeflow-pipelines"], PLAN, (layers) => {
    for (const name of ["api_server", "user_interface", "metadata_proxy", "persistence_agent", "schedules"])
      container(
        name,
        (config) => (config["image"] = String(config["image"]).replace("2.17.0", "2.18.0")),
      )(layers);
    for (const name of ["DRIVER", "LAUNCHER"]) {
      container("api_server", (config) => {
        const all = config["env"] as unknown as { name: string; value: string }[];
        const own = all.find((each) => each.name === `V2_${name}_IMAGE`);
        if (own) own.value = own.value.replace("2.17.0", "2.18.0");
      })(layers);
    }
  });
  expect(messages).toHaveLength(5);
  expect(messages.every((message) => message.startsWith("pipeline-steps-not-judged "))).toBe(true);
  expect(messages.join("\n")).toContain(
    "kfp-api-server:2.18.0, since the facts of Kubeflow Pipelines are those of 2.17.0",
  );
});

test("ML-05 a program of Kubeflow Pipelines with an unknown image is judged as a model", () => {
  const messages = newlyFound(
    CHECKS_OF_PARTS["kubeflow-pipelines"],
    PLAN,
    image("user_interface", "example.com/team/kfp-frontend:2.17.0"),
  );
  expect(messages).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "a variable has it",
    variable("api_server", "DBCONFIG_MYSQLCONFIG_PASSWORD", "secret"),
    "has the variable DBCONFIG_MYSQLCONFIG_PASSWORD",
  ],
  [
    "an argument has it",
    start("metadata", "--grpc_port=8080", "--mysql_config_password=secret"),
    "has an argument with a password",
  ],
])("ML-05 database-password reports that %s", (_, edit, text) => {
  expect(newlyFound([databasePassword], PLAN, edit)).toEqual([expect.stringContaining(text)]);
});

test("ML-05 steps without a quota have no limits", () => {
  const messages = newlyFound(
    CHECKS_OF_PARTS["kubeflow-pipelines"],
    PLAN,
    ({ platform }) => delete platform.resource.kubernetes_resource_quota_v1.kubeflow_pipelines,
  );
  expect(messages).toEqual([expect.stringContaining("with any number of pods, since no quota limits them")]);
});
