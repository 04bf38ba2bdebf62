import { type SentenceCase } from "./case";

const RELEASE = "helm_release.queue";

const scaled = (spec: object, threshold = "5") => ({
  [RELEASE]: {
    name: "queue",
    namespace: "models",
    chart: "./charts/objects",
    values: [
      JSON.stringify({
        resources: [
          {
            apiVersion: "keda.sh/v1alpha1",
            kind: "ScaledObject",
            metadata: { name: "api" },
            spec: {
              ...spec,
              scaleTargetRef: { name: "api" },
              triggers: [{ type: "prometheus", metadata: { threshold } }],
            },
          },
        ],
      }),
    ],
  },
});

/** Replicas that follow requests, by KEDA. */
export const QUEUE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    after: scaled({ minReplicaCount: 1 }),
    lines: ["info: api: replicas follow its requests, by helm_release.queue"],
    topic: "Replicas by requests",
  },
  {
    layer: "models",
    before: scaled({ minReplicaCount: 1 }),
    lines: ["attention: api: replicas no longer follow its requests, since helm_release.queue ends"],
    topic: "Replicas by requests",
  },
  {
    layer: "models",
    before: scaled({ minReplicaCount: 2 }),
    after: scaled({}),
    lines: [
      "attention: minimum replicas of helm_release.queue: 2 → not set; without requests no pod serves, and the next request waits for the first pod",
    ],
  },
  {
    layer: "models",
    before: scaled({ minReplicaCount: 2 }),
    after: scaled({ minReplicaCount: 1 }),
    lines: [
      "attention: minimum replicas of helm_release.queue: 2 → 1; a single pod serves, and nothing does while its node or zone fails",
    ],
  },
  {
    layer: "models",
    before: scaled({ minReplicaCount: 1 }),
    after: scaled({ minReplicaCount: 2 }),
    lines: ["info: minimum replicas of helm_release.queue: 1 → 2"],
  },
  {
    layer: "models",
    before: scaled({ maxReplicaCount: 4 }),
    after: scaled({ maxReplicaCount: 2 }),
    lines: [
      "attention: maximum replicas of helm_release.queue: 4 → 2; a load that more pods serve today ends them, and the others have to serve it",
    ],
  },
  {
    layer: "models",
    before: scaled({ maxReplicaCount: 4 }),
    after: scaled({ maxReplicaCount: 8 }),
    lines: ["info: maximum replicas of helm_release.queue: 4 → 8"],
  },
  {
    layer: "models",
    before: scaled({}, "5"),
    after: scaled({}, "8"),
    lines: ["info: requests for each pod, above which one is added, of helm_release.queue: 5 → 8"],
  },
];
