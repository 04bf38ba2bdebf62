import { z } from "../../base/zod";
import { expects } from "../expects";
import { namedFile } from "./named-file";
import { statements } from "./permissions";
import { byKey, kubernetesName } from "../values";
import { freeText } from "./values";

/** Longest name of a Helm release (Helm, `pkg/chartutil/validate_name.go`, read 2026-11-26). */
const LONGEST_RELEASE = 53;

const image = z
  .strictObject({
    value: z
      .string()
      .max(200)
      .regex(
        /^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/,
        expects(
          "the path of a value such as controller.image",
          "copy the path from values.yaml of the chart",
        ),
      )
      .describe("Path of the value of the image in the chart, with `.` between keys."),
    image: z
      .string()
      .max(384)
      .regex(
        /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+:[\w][\w.-]{0,127}$/,
        expects(
          "registry, path and tag, such as registry.k8s.io/external-dns/external-dns:v0.21.0",
          "write all three; the registry of Docker Hub is docker.io, and its own images are in library",
        ),
      )
      .describe("Registry, path and tag. In a network without egress, nodes pull its copy in ECR."),
    form: z
      .enum(["repository", "registry", "text"])
      .default("repository")
      .describe(
        "Form of the value: a mapping with `repository` and `tag`, a mapping with `registry`, `repository` and `tag`, or one text.",
      ),
  })
  .describe("An image of the chart, and the value that has it.");

const role = z
  .strictObject({
    serviceAccount: kubernetesName(63).describe(
      "Service account of the pods, which Terraform makes with the role. The values of the chart name it and do not create it.",
    ),
    permissions: statements()
      .min(1, expects("at least one statement", "add a statement, or remove the role"))
      .describe(
        "Statements of the IAM role. Synth adds the VPC endpoints of their services, and buckets and tables to the policies of the gateway endpoints of S3 and DynamoDB.",
      ),
  })
  .describe("IAM role of the pods. Without one, they call no AWS API.");

const chart = z
  .strictObject({
    repository: z
      .string()
      .max(300)
      .regex(
        /^(https|oci):\/\/[^\s"\\$%?#@]+[^\s"\\$%?#@/]$/,
        expects(
          "a Helm repository such as https://charts.example.com, or oci://registry/path without the name of the chart",
          (given) =>
            given.endsWith("/") ? "remove the slash at the end" : "copy the address of the repository",
        ),
      )
      .describe("Helm repository, or `oci://` and the path above the chart."),
    version: z
      .string()
      .regex(
        /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
        expects(
          "one version such as 1.21.1",
          "choose a version that the repository has, with all three numbers",
        ),
      )
      .describe("Version of the chart."),
    values: namedFile()
      .optional()
      .describe(
        "File with the values, in YAML. They must not be secret: Terraform stores them in its state. Default: none.",
      ),
    images: z
      .array(image)
      .default([])
      .describe("Images of the chart. Those that no entry names come from the registry of its authors."),
    namespace: kubernetesName(63)
      .optional()
      .describe(
        "Namespace of the release, which no other chart has, or `kube-system`. Terraform makes it. Default: the name of the chart.",
      ),
    podSecurity: z
      .enum(["restricted", "baseline", "privileged"])
      .optional()
      .describe("Level of the Pod Security Standards of the namespace. Default: `restricted`."),
    reason: freeText(300)
      .optional()
      .describe("Why its pods need the level `privileged`, which the namespace has as an annotation."),
    role: role.optional(),
  })
  .describe("A Helm chart of your own. Its release has the name of the chart.");

export const chartsSchema = z
  .record(kubernetesName(LONGEST_RELEASE), chart)
  .overwrite(byKey)
  .optional()
  .describe(
    "Helm charts beside those of the platform, by their name. Each is installed after the charts of the platform.",
  );

export type OwnChart = z.output<typeof chart>;
