// Package choose picks groups of a corpus by an expression over its columns:
//
//	confidence > 0.9 && orig_lang == "ru" && !flag("duplicate")
//
// Columns lists the names that an expression may use, Functions what it may call.
// The language is Expr (github.com/expr-lang/expr): == != < > <= >=, && || !, in,
// contains, startsWith, endsWith, matches (a regular expression), + - * / %,
// [lists], len, lower, any, all and more. Names and types are checked before
// the first group is asked.
//
// A Choice is a list of rules, all of which must hold; what is left out is told
// with the first rule that did not. A recipe is a Choice with a name, of which each
// rule has its reason (Recipes).
package choose
