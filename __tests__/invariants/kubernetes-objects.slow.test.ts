import { CHART_FOLDER } from "../../src/platform/constructs/custom-resources/chart";
import { KUBERNETES } from "../../src/facts/kubernetes-versions";
import { type JsonObject, asArray } from "../../src/terraform/stack-json";
import { type Editable } from "../support/altered";
import { EVERYTHING, PLANS } from "../support/every-option";
import { type Path, at, places, put, remove } from "../support/findings";
import { type ApiObject, chartObjects, providerObjects } from "../support/kubernetes-objects";
import { KINDS, PARTS, SCHEMA_VERSION, kindOf, misfitsOf, problemsOf } from "../support/kubernetes-schemas";
import { modelSchema } from "../../src/environment/schema/model";

const OBJECTS = PLANS.map(([name, plan]) => ({
  name,
  plan,
  objects: [...providerObjects(plan), ...chartObjects(plan)],
}));
const ALL = OBJECTS.flatMap(({ objects }) => objects);
const SEEN = new Set(ALL.map(({ object }) => kindOf(object)));

const problems = (objects: readonly ApiObject[]): string[] =>
  objects.flatMap(({ from, object }) => problemsOf(object).map((problem) => `${from}: ${problem}`));

test("the model with every option sets every key of the model schema", () => {
  // Models of other kinds have these, and not all keys of an image.
  const all = [...Object.keys(EVERYTHING), "kind", "format", "llm"];
  expect(all.sort()).toEqual(Object.keys(modelSchema.shape).sort());
});

describe(`${ALL.length} objects of ${SEEN.size} kinds`, () => {
  test.each(OBJECTS)("$name: every object is valid against the schema of its kind", ({ objects }) => {
    expect(objects.length).toBeGreaterThan(10);
    expect(problems(objects)).toEqual([]);
  });

  test.each(OBJECTS)("$name: the list of objects is complete", ({ plan, objects }) => {
    const resources = plan.stacks
      .flatMap((stack) => stack.resources())
      .filter(({ type }) => type.startsWith("kubernetes_"));
    const written = plan.stacks
      .flatMap((stack) => stack.resources("helm_release"))
      .flatMap(({ config }) => JSON.stringify(config["values"]).match(/apiVersion\b/g) ?? []);
    expect(resources).not.toEqual([]);
    expect(objects).toHaveLength(resources.length + written.length);
  });

  test("include every kind that has a schema, and no other", () => {
    const fromCharts = [
      "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy",
      "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding",
      "apiextensions.k8s.io/v1 CustomResourceDefinition",
      "argoproj.io/v1alpha1 AppProject",
      "argoproj.io/v1alpha1 Application",
      "elbv2.k8s.aws/v1beta1 TargetGroupBinding",
      "keda.sh/v1alpha1 ScaledObject",
      "monitoring.coreos.com/v1 PrometheusRule",
      "monitoring.coreos.com/v1 ServiceMonitor",
      "secrets-store.csi.x-k8s.io/v1 SecretProviderClass",
      "serving.kserve.io/v1beta1 InferenceService",
    ];
    const known = Object.values(KINDS).map(({ apiVersion, kind }) => kindOf({ apiVersion, kind }));
    expect([...SEEN].sort()).toEqual([...known, ...fromCharts].sort());
  });

  test("an object of a kind without a schema is an error", () => {
    expect(problemsOf({ apiVersion: "v1", kind: "Pot", metadata: { name: "a" } })).toEqual([
      "no schema of v1 Pot",
    ]);
  });
});

describe("the version of the schemas", () => {
  const minor = (version: string): number => Number(version.split(".")[1]);

  test("is not newer than the version of any cluster", () => {
    const clusters = PLANS.map(([, plan]) => {
      const [cluster] = plan.stack("cluster").resources("aws_eks_cluster");
      return String(cluster?.config["version"]);
    });
    const versions = [...clusters, ...KUBERNETES.versions.map(({ version }) => version)];
    expect(versions.filter((version) => !(minor(version) >= minor(SCHEMA_VERSION)))).toEqual([]);
  });

  describe("1.33", () => {
    const deployment = largestOf("apps/v1 Deployment");
    const spec = ["spec", "template", "spec"];

    test("is the version", () => {
      expect(SCHEMA_VERSION).toBe("1.33");
    });

    test("supports stop signals, which it introduced", () => {
      const withSignal = edited(deployment, (object) => {
        put(object, [...spec, "containers", 0, "lifecycle"], { stopSignal: "SIGTERM" });
      });
      expect(problemsOf(withSignal)).toEqual([]);
    });

    test("does not support a hostname override, which is newer", () => {
      const withHostname = edited(deployment, (object) => {
        put(object, [...spec, "hostnameOverride"], "host.example.com");
      });
      expect(problemsOf(withHostname)).toEqual(["/spec/template/spec/hostnameOverride is unknown"]);
    });
  });
});

/** The largest object of a kind. */
/** The largest object of a kind, which has a place if one is given. */
function largestOf(kind: string, place = ""): JsonObject {
  const [first, ...others] = ALL.filter(({ object }) => kindOf(object) === kind)
    .map(({ object }) => object)
    .filter((object) => place === "" || places(object).some((path) => path.join(".") === place));
  const size = (object: JsonObject): number => JSON.stringify(object).length;
  return others.reduce((most, each) => (size(each) > size(most) ? each : most), first as JsonObject);
}

function edited(object: JsonObject, edit: (object: Editable) => void): JsonObject {
  const copy = structuredClone(object) as Editable;
  edit(copy);
  return copy;
}

const pathOf = (place: string): Path =>
  place.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/**
 * Changes each place of the largest object of each kind, and lists the parents of places whose change was
 * valid.
 */
function unnoticed(change: (object: Editable, path: Path) => boolean): {
  changes: number;
  holders: string[];
} {
  let changes = 0;
  const holders = new Set<string>();
  for (const kind of SEEN) {
    const object = largestOf(kind);
    for (const path of places(object)) {
      const copy = structuredClone(object) as Editable;
      if (!change(copy, path)) continue;
      changes += 1;
      if (problemsOf(copy).length === 0) holders.add(`${kind} ${path.slice(0, -1).join(".")}`);
    }
  }
  return { changes, holders: [...holders] };
}

describe("a schema detects", () => {
  test("every renamed field, except for keys that users choose", () => {
    const { changes, holders } = unnoticed((object, path) => {
      const name = path.at(-1);
      if (typeof name !== "string") return false;
      put(object, [...path.slice(0, -1), `${name}X`], at(object, path));
      remove(object, path);
      return true;
    });
    expect(changes).toBeGreaterThan(300);
    const chosen =
      /[ .](labels|annotations|matchLabels|nodeSelector|resources\.(limits|requests)|default|defaultRequest|hard|volumeAttributes|parameters)$/;
    expect(holders.filter((holder) => !chosen.test(holder)).sort()).toEqual([
      "v1 ConfigMap data",
      "v1 PersistentVolume spec.capacity",
      "v1 Service spec.selector",
    ]);
  });

  test("every value of another type", () => {
    const { changes, holders } = unnoticed((object, path) => {
      const value = at(object, path);
      put(object, path, value !== null && typeof value === "object" ? "text" : { not: "it" });
      return true;
    });
    expect(changes).toBeGreaterThan(400);
    expect(holders).toEqual([]);
  });

  test.each([
    ["apps/v1 Deployment", "spec.strategy.type", "Rolling"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.imagePullPolicy", "ifNotPresent"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.ports.0.protocol", "HTTP"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.livenessProbe.httpGet.scheme", "http"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.resources.limits.memory", "2GB"],
    ["apps/v1 Deployment", "spec.template.spec.securityContext.seccompProfile.type", "Default"],
    ["apps/v1 Deployment", "spec.template.spec.tolerations.0.operator", "Exist"],
    ["apps/v1 Deployment", "spec.template.spec.tolerations.0.effect", "NoStart"],
    [
      "apps/v1 Deployment",
      "spec.template.spec.topologySpreadConstraints.0.whenUnsatisfiable",
      "ScheduleElsewhere",
    ],
    ["networking.k8s.io/v1 Ingress", "spec.rules.0.http.paths.0.pathType", "prefix"],
    ["networking.k8s.io/v1 NetworkPolicy", "spec.policyTypes.0", "ingress"],
    ["v1 Service", "spec.type", "Loadbalancer"],
    ["v1 LimitRange", "spec.limits.0.default.memory", "much"],
    ["elbv2.k8s.aws/v1beta1 TargetGroupBinding", "spec.targetType", "pod"],
  ])("in %s a wrong %s", (kind, place, wrong) => {
    const path = pathOf(place);
    const object = largestOf(kind, place);
    expect(typeof at(object, path)).toBe("string");
    expect(problemsOf(edited(object, (copy) => put(copy, path, wrong)))).not.toEqual([]);
  });

  test.each([
    ["apps/v1 Deployment", "spec.selector"],
    ["apps/v1 Deployment", "spec.template"],
    ["apps/v1 Deployment", "spec.template.spec.containers"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.name"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.ports.0.containerPort"],
    ["apps/v1 Deployment", "spec.template.spec.containers.0.volumeMounts.0.mountPath"],
    ["autoscaling/v2 HorizontalPodAutoscaler", "spec.maxReplicas"],
    ["autoscaling/v2 HorizontalPodAutoscaler", "spec.scaleTargetRef"],
    ["networking.k8s.io/v1 Ingress", "spec.rules.0.http.paths.0.backend"],
    ["networking.k8s.io/v1 NetworkPolicy", "spec.podSelector"],
    ["rbac.authorization.k8s.io/v1 Role", "rules.0.verbs"],
    ["rbac.authorization.k8s.io/v1 RoleBinding", "roleRef"],
    ["v1 Service", "spec.ports.0.port"],
    ["elbv2.k8s.aws/v1beta1 TargetGroupBinding", "spec.serviceRef.port"],
    ["secrets-store.csi.x-k8s.io/v1 SecretProviderClass", "spec.provider"],
    ["monitoring.coreos.com/v1 ServiceMonitor", "spec.selector"],
    ["monitoring.coreos.com/v1 PrometheusRule", "spec.groups.0.name"],
  ])("in %s a missing %s", (kind, place) => {
    const path = pathOf(place);
    const object = largestOf(kind, place);
    expect(at(object, path)).toBeDefined();
    expect(problemsOf(edited(object, (copy) => remove(copy, path)))).not.toEqual([]);
  });

  test("an unknown field of an object that a chart creates", () => {
    const monitor = largestOf("monitoring.coreos.com/v1 ServiceMonitor");
    const wrong = edited(monitor, (copy) => put(copy, ["spec", "endpoints", 0, "intervall"], "30s"));
    expect(problemsOf(wrong)).toEqual(["/spec/endpoints/0/intervall is unknown"]);
  });
});

/** Texts of a ConfigMap, where an empty one is no default. The check inference-services judges them. */
const DEFAULTS_OF_KSERVE = "kserve.inferenceservice.resources";

describe("Kubernetes types in chart values", () => {
  const parts = PLANS.flatMap(([name, plan]) =>
    plan
      .stack("platform")
      .resources("helm_release")
      // The values of the local chart are whole objects.
      .filter(({ config }) => !String(config["chart"]).includes(CHART_FOLDER))
      .flatMap(({ address, config }) =>
        asArray(config["values"]).flatMap((values) => {
          const tree = JSON.parse(String(values)) as JsonObject;
          const found = places(tree).filter((path) => path.join(".") !== DEFAULTS_OF_KSERVE);
          return found.flatMap((path) => {
            const model = PARTS[String(path.at(-1))];
            const items = [at(tree, path)].flat() as JsonObject[];
            return model
              ? items.map((part) => ({ from: `${name} ${address} ${path.join(".")}`, model, part }))
              : [];
          });
        }),
      ),
  );

  test("are valid", () => {
    expect(new Set(parts.map(({ model }) => model))).toEqual(new Set(Object.values(PARTS)));
    const wrong = parts.flatMap(({ from, model, part }) =>
      misfitsOf(model, part).map((misfit) => `${from}: ${misfit}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["resources", { request: { cpu: "1" } }],
    ["resources", { limits: { cpu: "one" } }],
    ["tolerations", { key: "nvidia.com/gpu", operator: "Exist" }],
    ["topologySpreadConstraints", { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" }],
  ])("a wrong %s is an error: %j", (name, part) => {
    expect(misfitsOf(PARTS[name] as (typeof parts)[number]["model"], part)).not.toEqual([]);
  });
});
