import { capacityAtRest } from "../../../../src/parts/off-hours/checks/capacity-at-rest";
import { volumesAtRest } from "../../../../src/parts/off-hours/checks/volumes-at-rest";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy } from "../../../support/findings";
import { offHoursPlan } from "../../../support/off-hours";

const MONITORED = {
  "ebs-csi": {},
  prometheus: {},
  alerts: { email: "oncall@example.com" },
};
const LARGE = { cluster: { nodeGroups: { general: { instanceTypes: ["m7i.2xlarge"] } } } };

const resting = (settings: object = {}, change: object = LARGE, more: object = {}) =>
  offHoursPlan(settings, change, { ...MONITORED, ...more });
const problems = (plan: ReturnType<typeof resting>, edit: Edit = () => undefined): string[] =>
  foundBy(volumesAtRest, altered(plan, edit));

test("volumes-at-rest reports the volumes of Prometheus and Alertmanager with one kept node in two zones", () => {
  expect(problems(resting())).toEqual([
    expect.stringMatching(
      /^helm_release\.prometheus: the volume of prometheus of kube-prometheus-stack can be in ap-southeast-2a or ap-southeast-2b, .* nodes in ap-southeast-2a only$/,
    ),
    expect.stringContaining("the volume of alertmanager of kube-prometheus-stack"),
  ]);
});

test("volumes-at-rest accepts what its fix says: a kept node in each zone", () => {
  const [finding] = volumesAtRest.run(environmentPlan(resting()), {} as never);
  const [, nodes] = /keepNodes to (\d+)/.exec(finding?.fix ?? "") ?? [];
  expect(problems(resting({ keepNodes: Number(nodes) }))).toEqual([]);
});

test("volumes-at-rest accepts one kept node in the only zone of the pods", () => {
  const groups = { general: { instanceTypes: ["m7i.2xlarge"], zones: ["a"] } };
  expect(problems(resting({}, { cluster: { nodeGroups: groups } }))).toEqual([]);
});

test("volumes-at-rest accepts volumes that a class keeps in the zone of the kept node", () => {
  const inOneZone: Edit = ({ platform }) => {
    for (const storage of Object.values<Editable>(platform.resource["kubernetes_storage_class_v1"])) {
      storage["allowed_topologies"] = {
        match_label_expressions: [{ key: "topology.kubernetes.io/zone", values: ["ap-southeast-2a"] }],
      } as never;
    }
  };
  expect(problems(resting(), inOneZone)).toEqual([]);
});

test("volumes-at-rest accepts volumes where an autoscaler adds nodes of the zone at night", () => {
  expect(problems(resting({}, LARGE, { "cluster-autoscaler": {} }))).toEqual([]);
});

test("volumes-at-rest leaves an environment without nodes at rest and without a heartbeat to other checks", () => {
  const plan = resting({ keepNodes: 0 });
  expect(problems(plan)).toEqual([]);
  const alarms = plan.stack("cluster")?.resources("aws_cloudwatch_metric_alarm") ?? [];
  expect(alarms.filter(({ address }) => address.includes("heartbeat"))).toEqual([]);
});

test("volumes-at-rest leaves an environment without volumes, and one that never rests", () => {
  expect(foundBy(volumesAtRest, environmentPlan(offHoursPlan()))).toEqual([]);
});

const ownSet = (replicas: number, driver?: string): Edit => {
  return ({ models, platform }) => {
    models.resource["kubernetes_stateful_set_v1"] = {
      queue: {
        metadata: { name: "queue", namespace: "ml-inference" },
        spec: {
          replicas,
          selector: { match_labels: { app: "queue" } },
          template: {
            metadata: { labels: { app: "queue" } },
            spec: { container: [{ name: "queue", image: "queue:1" }] },
          },
          volume_claim_template: [
            {
              metadata: { name: "data" },
              spec: {
                storage_class_name: "queue",
                access_modes: ["ReadWriteOnce"],
                resources: { requests: { storage: "1Gi" } },
              },
            },
          ],
        },
      },
    } as never;
    if (driver === undefined) return;
    platform.resource["kubernetes_storage_class_v1"] = {
      queue: { metadata: { name: "queue" }, storage_provisioner: driver },
    } as never;
  };
};

test.each([
  ["a StatefulSet of the user", 1, undefined, 1],
  ["a StatefulSet of the user on EBS", 1, "ebs.csi.aws.com", 1],
  ["a StatefulSet on a file system of all zones", 1, "efs.csi.aws.com", 0],
  ["a StatefulSet without pods", 0, undefined, 0],
])("volumes-at-rest judges %s", (_, replicas, driver, findings) => {
  expect(foundBy(volumesAtRest, altered(offHoursPlan(), ownSet(replicas, driver)))).toHaveLength(findings);
});

test("capacity-at-rest counts servers that no schedule stops", () => {
  const small = { cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"] } } } };
  const pipelines = { "kubeflow-pipelines": { stepsImageTag: "2.17.0-2" }, mlflow: { imageTag: "3.17.2-2" } };
  const lines = foundBy(capacityAtRest, environmentPlan(offHoursPlan({}, small, pipelines))).join("\n");
  expect(lines).toMatch(/ml-pipeline|mlflow|metadata-grpc/);
  expect(foundBy(capacityAtRest, environmentPlan(offHoursPlan({}, small)))).toEqual([]);
});
