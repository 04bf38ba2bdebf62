/** Defaults of the kubelet for the logs of a container (KubeletConfiguration v1beta1, read 2026-11-21). */
const CONTAINER_LOG_MAX_FILES = 5;
const CONTAINER_LOG_MAX_SIZE_MIB = 10;

/** Disk that the kept logs of a container use, in MiB. They count towards its limit of ephemeral-storage. */
export const KEPT_LOGS_MIB = CONTAINER_LOG_MAX_FILES * CONTAINER_LOG_MAX_SIZE_MIB;
