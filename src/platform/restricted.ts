/** Security context of a container that the restricted Pod Security Standard admits. `userId` is not 0. */
export const restrictedContainer = (userId: number) => ({
  runAsNonRoot: true,
  ...runAs(userId),
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
});

/** Security context of its pod. */
export const restrictedPod = (userId: number) => ({
  runAsNonRoot: true,
  ...runAs(userId),
  fsGroup: String(userId),
  seccompProfile: { type: "RuntimeDefault" },
});

const runAs = (userId: number) => ({ runAsUser: String(userId), runAsGroup: String(userId) });
