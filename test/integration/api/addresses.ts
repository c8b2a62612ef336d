/** An address of a path of the document, its placeholders filled with what is nowhere. */
export const addressOf = (path: string): string =>
  path
    .replace('{leadId}', '01900000-0000-7000-8000-000000000000')
    .replace('{errorId}', '1')
    .replace('{keyId}', '0123456789abcdef')
    .replace(/\{(userId|sessionId|invitationId|viewId)\}/, '01900000-0000-7000-8000-000000000001')
    .replace('{connectionId}', 'web');
