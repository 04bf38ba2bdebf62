import { secretObjectsOf, variablesOf } from "../../../infrastructure/kubernetes-pods";
import { databasesOf } from "../../../infrastructure/network-databases";
import { type DeployedProgram } from "../model/programs";
import { authorityProblems } from "./authorities";
import {
  AUTHORITIES_FILE_VARIABLE,
  AUTHORITIES_FOLDERS_VARIABLE,
  CONNECTION_PARAMETERS,
  ENGINE,
  STORE_FILE_ARGUMENT,
  STORE_TLS,
} from "../facts/pipeline-settings";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, jsonIn, type JsonObject, text, texts } from "../../../terraform/stack-json";
import { items } from "../../../infrastructure/kubernetes-api";

/** Clients use a MySQL database of the environment over TLS, and start again after a rotation of its password. */
export function databaseProblems(plan: EnvironmentPlan, program: DeployedProgram): string[] {
  if (!program.facts.usesDatabase) return [];
  const [database] = databasesOf(plan).filter(({ clients }) => clients.includes(program.pods));
  if (!database) return ["none of its variables names a database of this environment"];
  const engine = text(database.resource.config.engine) ?? "(none)";
  return [
    ...(engine === ENGINE ? [] : [`its database is ${engine}, expected ${ENGINE}`]),
    ...(program.kind === "API server"
      ? serverProblems(plan, program, database.port)
      : storeProblems(program)),
    ...rotationProblems(plan, program),
  ];
}

function serverProblems(plan: EnvironmentPlan, { pods }: DeployedProgram, port: number): string[] {
  const variables = variablesOf(plan, pods);
  const parameters = asObject(jsonIn(variables[CONNECTION_PARAMETERS]) ?? null);
  const written = variables["DBCONFIG_MYSQLCONFIG_PORT"] ?? "3306";
  const trusted = [
    ...(variables[AUTHORITIES_FOLDERS_VARIABLE] ?? "").split(":"),
    variables[AUTHORITIES_FILE_VARIABLE] ?? "",
  ];
  const mounts = items(pods.main?.config.volumeMounts).map(({ mountPath: path }) => text(path) ?? "/");
  return [
    ...(variables["DBDRIVERNAME"] === undefined || variables["DBDRIVERNAME"] === ENGINE
      ? []
      : [`DBDRIVERNAME is ${variables["DBDRIVERNAME"]}, expected ${ENGINE}`]),
    ...(written === String(port) ? [] : [`DBCONFIG_MYSQLCONFIG_PORT is ${written}, expected ${port}`]),
    ...(parameters["tls"] === "true" && trusted.some((path) => mounts.some((mount) => isIn(mount, path)))
      ? []
      : [
          `it does not verify its database: expected ${CONNECTION_PARAMETERS} with tls "true", and mounted authorities in ${AUTHORITIES_FILE_VARIABLE} or ${AUTHORITIES_FOLDERS_VARIABLE}`,
        ]),
    ...authorityProblems(pods, (folder) => trusted.some((path) => isIn(folder, path))),
  ];
}

const isIn = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

function storeProblems(program: DeployedProgram): string[] {
  const start = startOf(program);
  return start.includes(STORE_FILE_ARGUMENT) && STORE_TLS.test(start)
    ? []
    : [
        `it connects without TLS: expected ${STORE_FILE_ARGUMENT} with a file that has ssl_options, which no argument has`,
      ];
}

const startOf = ({ pods }: DeployedProgram): string => {
  const config = pods.main?.config ?? {};
  return [...texts(config.command), ...texts(config.args)].join("\n");
};

/**
 * The programs read the password only when they start. A start script keeps the checksum of its file, and the liveness probe
 * compares it, so that the kubelet starts the container again.
 */
function rotationProblems(plan: EnvironmentPlan, program: DeployedProgram): string[] {
  const start = startOf(program);
  const [, file = "", checksum = ""] = /\bsha256sum (\S+) > (\S+)/.exec(start) ?? [];
  const probe = program.pods.main?.config.livenessProbe?.exec;
  const [, flags = "", ...script] = texts(probe?.command);
  const lines = script.join("\n").trim().split("\n");
  const compares = lines.findIndex(
    (line) => /\bsha256sum (-c|--check)\b/.test(line) && line.includes(checksum),
  );
  // Without -e, only the last line decides.
  const fails = compares !== -1 && (/^-\w*e/.test(flags) || compares === lines.length - 1);
  const files = mountedFiles(plan, program);
  return [
    ...(file !== "" && files.includes(file)
      ? []
      : [
          `its start keeps no checksum of a mounted secret: got ${file || "none"}, expected ${files.join(" or ") || "a file of a SecretProviderClass"}`,
        ]),
    ...(file === "" || start.split(file).length > 2
      ? []
      : [`its start does not read the password from ${file}`]),
    ...(checksum !== "" && fails
      ? []
      : [
          "its liveness probe does not compare the password with that of its start, so it keeps the old one after a rotation",
        ]),
  ];
}

/** Paths of the files of mounted secrets. */
function mountedFiles(plan: EnvironmentPlan, { pods }: DeployedProgram): string[] {
  const mounts = items(pods.main?.config.volumeMounts);
  return items(pods.spec.volumes).flatMap((volume) => {
    const paths = mounts
      .filter(({ name }) => name === volume.name)
      .flatMap((mount) => text(mount.mountPath) ?? []);
    const names = secretObjectsOf(plan, pods.owner.namespace, volume).flatMap(filesOf);
    return paths.flatMap((path) => names.map((name) => `${path}/${name}`));
  });
}

/** Names of the files of an object: those of its fields, beside that of the whole secret. */
function filesOf({ objectAlias, objectName, jmesPath }: JsonObject): string[] {
  return [
    ...asArray(jmesPath ?? []).flatMap((field) => text(asObject(field)["objectAlias"]) ?? []),
    ...[text(objectAlias) ?? text(objectName) ?? []].flat(),
  ];
}
