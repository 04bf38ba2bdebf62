import { type ReviewCase } from "./case";
import { modelsWith } from "./reference-lists";

/** Changes of what the pods of a model run and may do: image, command, variables, secrets, permissions. */
export const MODEL_PROGRAM_CASES: readonly ReviewCase[] = [
  {
    name: "a newer image tag of a model",
    environment: "ml-platform",
    to: { models: modelsWith("ml-platform", { 0: { image: { tag: "2.2.0" } } }) },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "2.1.0 → 2.2.0"],
    cause: "models[0].image.tag",
    why: "New pods are ready before old ones end, and a pod that never gets ready stops the rollout.",
  },
  {
    name: "a digest beside the tag of an image",
    environment: "ml-inference-prod",
    to: {
      models: modelsWith("ml-inference-prod", {
        0: { image: { digest: "sha256:5e1f0c2d5e1f0c2d5e1f0c2d5e1f0c2d5e1f0c2d5e1f0c2d5e1f0c2d5e1f0c2d" } },
      }),
    },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "digest"],
    cause: "models[0].image.digest",
    why: "A digest pins the image, and the pods roll behind a disruption budget.",
  },
  {
    name: "an image from a public registry in place of the account's own",
    environment: "mlapp",
    from: {
      models: modelsWith("mlapp", {
        0: { image: { repository: "333344445555.dkr.ecr.us-east-1.amazonaws.com/shared/model-service" } },
      }),
    },
    to: { models: modelsWith("mlapp", { 0: { image: { repository: "ghcr.io/acme/model-service" } } }) },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["ghcr.io/acme/model-service"],
    cause: "models[0].image.repository",
    why: "A registry of others decides what runs, without immutable tags and without the scan of ECR.",
  },
  {
    name: "another value of a variable without a secret",
    environment: "ml-inference-prod",
    to: { models: modelsWith("ml-inference-prod", { 0: { environment: { LOG_LEVEL: "warning" } } }) },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "LOG_LEVEL"],
    cause: "models[0].environment.LOG_LEVEL",
    why: "A variable of the program changes, and the pods roll behind a disruption budget.",
  },
  {
    name: "a credential as a plain variable",
    environment: "mlapp",
    to: {
      models: modelsWith("mlapp", {
        0: { environment: { PAYMENT_API_KEY: "not-a-key-0a1b2c3d4e5f60718293a4b5" } },
      }),
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["PAYMENT_API_KEY"],
    cause: "models[0].environment.PAYMENT_API_KEY",
    why: "A ConfigMap and the state keep the value in plain text for everyone who reads the namespace or the state.",
  },
  {
    name: "the last secret of all models removed with its driver",
    environment: "ml-inference-prod",
    to: { models: modelsWith("ml-inference-prod", { 0: { secrets: [] } }) },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["secret", "driver"],
    cause: "models[0].secrets",
    why: "Old pods still mount the secret while the driver goes, and a node cannot end a pod whose driver is gone.",
  },
  {
    name: "the Kubernetes token of a model removed",
    environment: "ml-inference-prod",
    to: { models: modelsWith("ml-inference-prod", { 0: { kubernetesApi: false } }) },
    verdict: "safe",
    harm: "pods roll",
    first: ["pods roll", "kubernetesApi"],
    cause: "models[0].kubernetesApi",
    why: "The pods lose a token and its rights, and nothing gains one.",
  },
  {
    name: "the newest image in place of a version, by an edit of the output",
    environment: "mlapp",
    edit: ({ models }) => {
      models.resource.kubernetes_deployment_v1.model_service.spec.template.spec.container[0].image =
        "333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp/model-service:latest";
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["model-service:latest"],
    why: "Each new pod may run another program, without a change in review.",
  },
  {
    name: "a privileged container, by an edit of the output",
    environment: "mlapp",
    edit: ({ models }) => {
      const { spec } = models.resource.kubernetes_deployment_v1.model_service.spec.template;
      spec.container[0].security_context.privileged = true;
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["privileged"],
    why: "The program of the container is root on its node.",
  },
  {
    name: "other arguments of a program, by an edit of the output",
    environment: "mlapp",
    edit: ({ models }) => {
      const { spec } = models.resource.kubernetes_deployment_v1.model_service.spec.template;
      spec.container[0].args = ["--debug"];
    },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["args", "--debug"],
    why: "The program does something else, which only its owner can judge.",
  },
  {
    name: "the disruption budget of a model removed, by an edit of the output",
    environment: "mlapp",
    edit: ({ models }) => {
      Reflect.deleteProperty(models.resource.kubernetes_pod_disruption_budget_v1, "model_service");
    },
    verdict: "needs attention",
    harm: "none",
    first: ["disruption budget", "model_service"],
    why: "The next drain of nodes may end all pods of the model at once.",
  },
];
