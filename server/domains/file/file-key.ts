/** Where the bytes of a workspace's file lie in the store of files: by content, apart from every other workspace's. */
export function fileKey(file: { workspaceId: string; sha256: string }): string {
  return `${file.workspaceId}/${file.sha256}`;
}
