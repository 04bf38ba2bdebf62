/**
 * Disk for the logs of a container on its node, in MiB: the kubelet keeps five files of 10 MiB, and a file grows until the next
 * rotation (Kubernetes documentation, Logging Architecture: log rotation, read 2026-11-21).
 */
export const LOG_FILES_MIB = 64;
