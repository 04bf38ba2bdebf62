import { text, texts } from "../../../terraform/stack-json";
import { secretObjectsOf, variablesOf } from "../../../infrastructure/kubernetes-pods";
import { databasesOf } from "../../../infrastructure/network-databases";
import { carries, labelsOf } from "../../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { logInProxiesOf, serverBehind } from "../../log-in/model";
import { type MlflowServer, mlflowServersOf } from "../model/servers";
import { HOSTS_VARIABLE, ORIGINS_VARIABLE, VERIFYING_SSL_MODE, admitsHost, listeningPort } from "../facts";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { items } from "../../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const trackingServer: Check = {
  ...ruleOf(TEXTS, "tracking-server"),
  run: (plan) =>
    mlflowServersOf(plan).flatMap((server) =>
      combinedFinding(server.pods.owner.resource, server.pods.owner.title, [
        ...portProblems(server),
        ...hostProblems(plan, server),
        ...databaseProblems(plan, server),
        ...secretProblems(plan, server),
      ]),
    ),
};

/** Services and probes find the server by the name of its port. */
function portProblems({ pods }: MlflowServer): string[] {
  const { config = {} } = pods.main ?? {};
  const listens = listeningPort(texts(config.args)) ?? "the default port of MLflow";
  return items(config.ports)
    .filter((port) => String(port.containerPort) !== listens)
    .map(
      (port) =>
        `port ${text(port.name) ?? "(none)"} is ${String(port.containerPort)}, and it listens on ${listens}`,
    );
}

/** Names of its Services, in its namespace and in others, and of rules of an Ingress. */
function hostProblems(plan: EnvironmentPlan, { pods }: MlflowServer): string[] {
  const { namespace } = pods.owner;
  const services = objectsOf(plan)
    .ofKind("service")
    .filter((service) => service.namespace === namespace)
    .filter(({ spec }) => {
      const selector = labelsOf(spec.selector);
      return Object.keys(selector).length > 0 && carries(pods.labels, selector);
    })
    .map(({ name }) => name);
  const entries = objectsOf(plan)
    .ofKind("ingress")
    .filter((ingress) => ingress.namespace === namespace)
    .flatMap(({ spec }) => items(spec.rules).flatMap(({ host }) => text(host) ?? []));
  const pages = logInProxiesOf(plan)
    .filter(({ upstreams }) => upstreams.some((address) => serverBehind(plan, address)?.pods === pods))
    .flatMap(({ page }) => (page === "" ? [] : [page]));
  const called = [
    ...services.flatMap((name) => [
      name,
      `${name}.${namespace}`,
      `${name}.${namespace}.svc`,
      `${name}.${namespace}.svc.cluster.local`,
    ]),
    ...(services.length > 0 ? ["localhost:5000", "127.0.0.1:5000"] : []),
    ...entries,
    ...pages.map((page) => new URL(page).host),
  ];
  const { [HOSTS_VARIABLE]: written, [ORIGINS_VARIABLE]: origins = "(none)" } = variablesOf(plan, pods);
  if (written === undefined) return [`it has no ${HOSTS_VARIABLE}`];
  const patterns = written.split(",");
  return [
    ...(services.length > 0 ? [] : ["no Service selects its pods"]),
    ...(patterns.includes("*") ? [`${HOSTS_VARIABLE} admits every name`] : []),
    ...called.filter((host) => !admitsHost(patterns, host)).map((host) => `it refuses requests to ${host}`),
    ...pages
      .filter((page) => !origins.split(",").includes(page))
      .map((page) => `it refuses changes by browsers at ${page}: ${ORIGINS_VARIABLE} is ${origins}`),
  ];
}

function databaseProblems(plan: EnvironmentPlan, { pods }: MlflowServer): string[] {
  const variables = variablesOf(plan, pods);
  const [database] = databasesOf(plan).filter(({ clients }) => clients.includes(pods));
  if (!database) return ["none of its variables names a database of this environment"];
  const { config } = database.resource;
  return [
    ...(variables["PGSSLMODE"] === VERIFYING_SSL_MODE && variables["PGSSLROOTCERT"] !== undefined
      ? []
      : [`it does not verify its database: expected PGSSLMODE ${VERIFYING_SSL_MODE} and PGSSLROOTCERT`]),
    ...(variables["DATABASE_PORT"] === String(database.port)
      ? []
      : [`DATABASE_PORT is ${String(variables["DATABASE_PORT"])}, expected ${database.port}`]),
    ...(variables["DATABASE_NAME"] === config.db_name
      ? []
      : [`DATABASE_NAME is ${String(variables["DATABASE_NAME"])}, expected ${String(config.db_name)}`]),
  ];
}

/** The file that the start script reads is that of an object of the mounted class. */
function secretProblems(plan: EnvironmentPlan, { pods }: MlflowServer): string[] {
  const file = variablesOf(plan, pods)["DATABASE_SECRET_FILE"] ?? "";
  const files = items(pods.spec.volumes)
    .flatMap((volume) => secretObjectsOf(plan, pods.owner.namespace, volume))
    .flatMap((item) => text(item["objectAlias"]) ?? text(item["objectName"]) ?? []);
  const [mount] = pods.containers
    .filter(({ init }) => !init)
    .flatMap(({ config }) => items(config.volumeMounts))
    .filter(({ readOnly }) => readOnly === true)
    .map(({ mountPath: path }) => text(path) ?? "");
  return files.some((name) => file === `${mount ?? ""}/${name}`)
    ? []
    : [`no mounted secret is the file ${file || "(none)"}`];
}
