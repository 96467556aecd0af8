/** On the row of a post that went out before somebody edited it. Stands in a statement, so it holds no quotation marks. */
export const editedTooLate = {
  code: 'EDITED_TOO_LATE',
  message:
    'The post had left before it was edited. It is live as it stands here; the later change was not published. Change or delete it on the platform if it must not stay so.',
};
