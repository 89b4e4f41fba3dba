type FailedCall = { message: string; data?: { httpStatus?: number; errorId?: string | null } | null };

/** A failed call in words for the operator. What the server says is fit to show; silence is explained. */
export function errorWords(error: FailedCall): string {
  if (!error.data) {
    return "The server did not answer. Check that Adjutant is running, then try again.";
  }
  return error.data.errorId ? `${error.message} (error ${error.data.errorId})` : error.message;
}

export function isNotFound(error: FailedCall): boolean {
  return error.data?.httpStatus === 404;
}
