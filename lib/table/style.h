#ifndef TABLE_STYLE_H
#define TABLE_STYLE_H

/*
 * The one style sheet of what the filters write as HTML (table/layout.h), for screen and paper:
 * table.board, .figure of its columns of figures, tr.highlight, .rag with .green, .amber or .red,
 * .icon, p.legend. Contrast is 4.5:1 or more, and nothing is shown by colour alone.
 */
extern const char style_sheet[];

#endif
