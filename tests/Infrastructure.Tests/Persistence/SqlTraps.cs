using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace OneStop.Infrastructure.Tests.Persistence;

/// <summary>What the two databases read differently, or only one of them reads.</summary>
internal static class SqlTraps
{
    private static readonly string[] BannedFunctions =
        ["GETDATE", "GETUTCDATE", "SYSDATETIME", "SYSUTCDATETIME", "DATEADD", "DATEDIFF", "DATEPART", "YEAR", "MONTH", "DAY", "LOWER", "UPPER", "ISNULL", "IFNULL", "LEN", "NEWID"];

    /// <summary>Folded ASCII, or lists of codes between commas.</summary>
    private static readonly string[] FoldedColumns = ["SearchText", "Levels"];

    public static IReadOnlyList<string> In(string sql)
    {
        // A word that is no T-SQL may still parse as a name, so that the text is looked at as well.
        var words = new[] { @"\|\|", @"\bLIMIT\b", @"\bRETURNING\b", @"\bON CONFLICT\b", @"\bIIF\s*\(\s*\)", @"\bdbo\.", @"\bN'" }
            .Where(word => Regex.IsMatch(sql, word)).ToList();
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        var visitor = new Visitor();
        if (errors.Count == 0)
        {
            tree.Accept(visitor);
        }
        return [.. words, .. errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"), .. visitor.Found];
    }

    private sealed class Visitor : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(TopRowFilter node) => Found.Add("TOP");

        public override void Visit(OffsetClause node) => Found.Add("OFFSET");

        public override void Visit(OutputClause node) => Found.Add("OUTPUT");

        public override void Visit(MergeStatement node) => Found.Add("MERGE");

        public override void Visit(SelectStarExpression node) => Found.Add("*");

        public override void Visit(TableHint node) => Found.Add("table hint");

        public override void Visit(StringLiteral node)
        {
            if (node.IsNational)
            {
                Found.Add("N'…'");
            }
        }

        public override void Visit(SchemaObjectName node)
        {
            if (node.SchemaIdentifier is { Value: not "INFORMATION_SCHEMA" })
            {
                Found.Add("schema name");
            }
        }

        public override void Visit(FunctionCall node)
        {
            if (BannedFunctions.Contains(node.FunctionName.Value.ToUpperInvariant()))
            {
                Found.Add(node.FunctionName.Value);
            }
        }

        public override void Visit(BinaryExpression node)
        {
            if (node.BinaryExpressionType == BinaryExpressionType.Add && (node.FirstExpression is StringLiteral || node.SecondExpression is StringLiteral))
            {
                Found.Add("'a' + 'b'");
            }
        }

        public override void Visit(LikePredicate node)
        {
            var column = (node.FirstExpression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value;
            if (!FoldedColumns.Contains(column))
            {
                Found.Add($"LIKE on {column}");
            }
        }
    }
}
