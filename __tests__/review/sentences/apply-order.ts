import { type SentenceCase } from "./case";

const CLASS = {
  "platform/kubernetes_storage_class_v1.gp3": {
    metadata: { name: "gp3" },
    storage_provisioner: "ebs.csi.aws.com",
  },
};
const METADATA = { name: "data", namespace: "models" };
const CLAIM = {
  "models/kubernetes_persistent_volume_claim_v1.data": {
    metadata: METADATA,
    spec: { storage_class_name: "gp3", access_modes: ["ReadWriteOnce"] },
  },
};
const STATEFUL_SET = {
  "models/kubernetes_stateful_set_v1.data": {
    metadata: METADATA,
    spec: {
      replicas: 1,
      volume_claim_template: [
        { metadata: { name: "files" }, spec: { storage_class_name: "gp3", access_modes: ["ReadWriteOnce"] } },
      ],
    },
  },
};

const topic = "Order of the applies";

/** Waits between the applies of a change. */
export const APPLY_ORDER_SENTENCES: readonly SentenceCase[] = [
  {
    environment: "retail-forecast",
    to: { entry: { scheme: "internal" } },
    topic,
    lines: [
      "attention: network destroys aws_subnet.public_a, aws_subnet.public_b, and the load balancer of kubernetes_ingress_v1.models has addresses there until AWS has deleted it, which blocks the destruction: wait for that after the apply of models",
    ],
  },
  {
    environment: "mlapp",
    to: { entry: { alsoHosts: ["www.mlapp.com"] } },
    topic,
    lines: [
      "attention: the load balancer of models uses the old certificate until models is applied, and AWS deletes no certificate in use: the apply of network waits for it and then fails, with the new certificate ready; apply models, then network again",
    ],
  },
  {
    beside: CLASS,
    before: STATEFUL_SET,
    topic,
    lines: [
      "attention: the claim files of data stays in the cluster, and its volume in AWS is billed; delete the claim if nobody needs its data, while the driver runs",
    ],
  },
  {
    before: { ...CLASS, ...CLAIM },
    topic,
    lines: [
      "attention: the volume of claim data is deleted by its driver, after the apply of models: wait until kubectl get persistentvolumes no longer lists it before the driver goes, or it stays in AWS and is billed",
    ],
  },
];
