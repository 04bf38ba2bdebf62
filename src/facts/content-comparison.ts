/**
 * Compares the files of a version with the manifest of a digest: those in a folder byte by byte,
 * and those in the bucket by the checksums that S3 computed when they arrived. It needs bash,
 * coreutils and jq, which the image of the AWS CLI has beside it. No text here has an opening brace
 * after a dollar or percent sign, which Terraform would read.
 *
 * Sources: aws/aws-cli, docker/Dockerfile; Amazon S3 user guide, "Checking object integrity": the
 * checksum of an upload in parts is that of the checksums of its parts, with their number at its
 * end (read 2026-11-29).
 */
export const COMPARISON = String.raw`set -euo pipefail; export LC_ALL=C
bucket=$1 prefix=$2 digest=$3; shift 3
stop() { echo "the files below $prefix of $bucket are not those of manifestDigest $digest, so the model does not start: $*" >&2; exit 1; }
manifest=$(mktemp); trap 'rm -f "$manifest"' EXIT
aws s3api get-object --bucket "$bucket" --key "$(dirname "$prefix"x).json" "$manifest" >/dev/null || stop "the manifest cannot be read"
found=sha256:$(sha256sum <"$manifest" | cut -d' ' -f1)
[ "$found" = "$digest" ] || stop "the manifest has $found"
jq -e --arg prefix "$prefix" '"\(.model)/\(.version)/" == $prefix' "$manifest" >/dev/null || stop "the manifest is that of another version"
if [ $# -eq 1 ]; then
  cd "$1"; shopt -s globstar dotglob nullglob
  present=$(for file in **; do [ -d "$file" ] || echo "$(stat -c %s -- "$file") $file"; done | sort)
  sum() { sha256sum <"$1" | cut -d' ' -f1; }
  column=.sha256 said="each byte that the model reads"
else
  present=$(aws s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix" --output json |
    jq -r --arg prefix "$prefix" '.Contents[]? | "\(.Size) \(.Key | ltrimstr($prefix))"' | sort)
  head() { aws s3api head-object --bucket "$bucket" --key "$prefix$1" --checksum-mode ENABLED --query ChecksumSHA256 --output text; }
  sum() { head "$1" </dev/null | cut -d- -f1; }
  column='.checksum // "none"' said="names, sizes and checksums of S3; an object that is replaced later is not noticed"
fi
wanted=$(jq -r '.files[] | "\(.bytes) \(.path)"' "$manifest" | sort)
[ "$wanted" = "$present" ] || stop "missing or added: $(comm -3 <(echo "$wanted") <(echo "$present") | tr '\n\t' '  ')"
jq -r ".files[] | \"\($column) \(.path)\"" "$manifest" | while read -r wanted path; do
  [ "$wanted" != none ] || stop "the manifest has no checksum of S3 for $path; use weights.mode: download, or promote a new version"
  [ "$(sum "$path")" = "$wanted" ] || stop "$path differs"
done
echo "the files below $prefix are those of $digest; compared: $said"`;
