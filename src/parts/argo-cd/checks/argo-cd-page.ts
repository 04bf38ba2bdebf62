import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, isTrue, type Json, type JsonObject, text } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { logInProxiesOf, type LogInProxy, serverBehind } from "../../log-in/model";
import { ARGO_CD_CHART } from "../facts";
import TEXTS from "./texts.json";

export const argoCdPage: Check = {
  ...ruleOf(TEXTS, "argo-cd-page"),
  run: (plan) =>
    releasesOf(plan, ARGO_CD_CHART).flatMap((release) => {
      const configs = asObject(release.values["configs"]);
      const proxy = proxyOf(plan, release);
      return combinedFinding(release.resource, "configs", [
        ...(proxy ? behindProxy(configs, proxy) : alone(configs)),
        ...everyoneProblems(configs),
      ]);
    }),
};

/** The proxy that leads to the server of a release. */
const proxyOf = (plan: EnvironmentPlan, { resource }: HelmRelease): LogInProxy | undefined =>
  logInProxiesOf(plan).find(({ upstreams }) =>
    upstreams.some((address) => serverBehind(plan, address)?.pods.owner.resource === resource),
  );

const behindProxy = (configs: JsonObject, { page }: LogInProxy): string[] => [
  ...problem(configs, ["params", "server.insecure"], true, "its proxy calls it by HTTP"),
  ...problem(
    configs,
    ["cm", "users.anonymous.enabled"],
    true,
    "people who logged in need a password of Argo CD too",
  ),
  ...problem(configs, ["cm", "url"], page, "links and redirects lead to it"),
];

const alone = (configs: JsonObject): string[] =>
  isOn(asObject(configs["params"])["server.insecure"])
    ? ["params server.insecure is true, expected false: no proxy calls it"]
    : [];

/** Rights of everyone, where Argo CD asks nobody for a password. */
function everyoneProblems(configs: JsonObject): string[] {
  if (!isOn(asObject(configs["cm"])["users.anonymous.enabled"])) return [];
  const others = Object.keys(asObject(configs["rbac"])).filter((key) => key !== "policy.default");
  return [
    ...problem(
      configs,
      ["rbac", "policy.default"],
      "role:readonly",
      "who has no password changes applications",
    ),
    ...others.map((key) => `rbac has ${key}, which can give everyone more rights`),
  ];
}

/** Texts of a ConfigMap, which the chart writes from any value. */
const isOn = (value: Json | undefined): boolean => isTrue(value) || text(value) === "true";

function problem(
  configs: JsonObject,
  [map, key]: readonly [map: string, key: string],
  expected: string | boolean,
  otherwise: string,
): string[] {
  const value = asObject(configs[map])[key];
  return String(value) === String(expected)
    ? []
    : [
        `${map} ${key} is ${value === undefined ? "missing" : String(value)}, expected ${String(expected)}: ${otherwise}`,
      ];
}
