import { z } from "../../base/zod";
import { expects } from "../expects";
import { namedFile } from "./named-file";
import { byKey, kubernetesName } from "../values";
import { QUALIFIED_NAME } from "./values";

/** Folder in a container. Rules refuse those that the image or the platform needs. */
const mountPath = () =>
  z
    .string()
    .max(200)
    .regex(
      /^(?!.*\/\.{1,2}(\/|$))\/([\w.-]+(\/[\w.-]+)*)?$/,
      expects(
        "a folder such as /srv/settings, of letters, digits and _ . -, without a part . or .. and without / at its end",
        "write the folder with all its parents",
      ),
    );

const words = () => z.array(z.string().min(1).max(4096)).min(1).max(100);

/** Name of a volume in the pod and, with the model, of a ConfigMap. */
const volumeName = () => kubernetesName(40);

/** Domains whose annotations Kubernetes, AWS, KServe or this project read or write on pods. */
const RESERVED =
  /^(?!([a-z0-9.-]+\.)?(kubernetes\.io|k8s\.io|amazonaws\.com|k8s\.aws|eks\.aws|kserve\.io|checksum|private-eks-inference)\/)/;

/** Keys of the one container of a model. */
export const containerKeys = {
  command: words()
    .optional()
    .describe(
      "Program that the container starts in place of the image's entrypoint, with its first arguments. Kubernetes replaces `$(NAME)` with the value of a variable. Default: the entrypoint of the image.",
    ),
  arguments: words()
    .optional()
    .describe("Arguments of the program, in place of those of the image. Default: those of the image."),
  memoryVolumes: z
    .record(
      volumeName(),
      z
        .strictObject({
          path: mountPath().describe("Folder in the container, such as `/dev/shm`."),
          sizeMiB: z.int().min(1).max(1048576).describe("Maximum size of its files, in MiB."),
        })
        .describe("A writable folder in memory."),
    )
    .overwrite(byKey)
    .optional()
    .describe(
      "Writable folders in memory, by name, such as the shared memory of PyTorch. Their files count as memory of the container, so `memoryRequest` must be larger than all of them. Default: none; `/dev/shm` then has 64 MiB.",
    ),
  configFiles: z
    .record(
      volumeName(),
      z
        .strictObject({
          path: mountPath().describe("Folder in the container that has the files."),
          files: z
            .array(namedFile())
            .min(1)
            .describe(
              "Paths of text files below the folder of the YAML files. The container sees the last part of each path.",
            ),
        })
        .describe("A read-only folder of files."),
    )
    .overwrite(byKey)
    .optional()
    .describe(
      "Read-only folders of files beside the YAML file, by name. Each is a ConfigMap, which everyone who reads the namespace or the state can read, of at most 1 MiB. A change of a file replaces the pods. Default: none.",
    ),
  podAnnotations: z
    .record(
      z
        .string()
        .regex(
          QUALIFIED_NAME,
          expects(
            "the key of an annotation: a name of up to 63 letters, digits and _ . -, with or without a domain and / before it",
            "correct the key, such as example.com/team",
          ),
        )
        .regex(
          RESERVED,
          expects(
            "an annotation of your own or of another program: Kubernetes, AWS, KServe and this project set theirs",
            "remove it, or choose another domain",
          ),
        ),
      z.string().max(4096),
    )
    .overwrite(byKey)
    .optional()
    .describe("Annotations of the pods, such as those of an agent that collects metrics. Default: none."),
};
