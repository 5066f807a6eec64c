using System.Data;
using System.Globalization;
using Dapper;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Domain.Webhooks;

namespace OneStop.Infrastructure.Persistence;

/// <summary>How values look in the databases; the same in both but for the type of a date.</summary>
internal static class TypeHandlers
{
    private static readonly Lock Once = new();
    private static bool registered;

    /// <summary>Makes the handlers known to Dapper; every identity of the domain gets one.</summary>
    public static void Register()
    {
        lock (Once)
        {
            if (registered)
            {
                return;
            }
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.RemoveTypeMap(typeof(DateOnly));
            SqlMapper.RemoveTypeMap(typeof(DateOnly?));
            SqlMapper.AddTypeHandler(new Instants());
            SqlMapper.AddTypeHandler(new Dates());
            SqlMapper.AddTypeHandler(new Json<DossierDetails>());
            SqlMapper.AddTypeHandler(new Json<TransferDetails>());
            SqlMapper.AddTypeHandler(new Json<SuccessionDetails>());
            SqlMapper.AddTypeHandler(new Json<MandateDetails>());
            SqlMapper.AddTypeHandler(new Json<HandoverDetails>());
            SqlMapper.AddTypeHandler(new Json<ExportDetails>());
            SqlMapper.AddTypeHandler(new Json<Integrity.IntegrityProgress>());
            SqlMapper.AddTypeHandler(new Json<WebhookFilter>());
            foreach (var id in Identities())
            {
                SqlMapper.AddTypeHandler(id, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(Ids<>).MakeGenericType(id))!);
            }
            registered = true;
        }
    }

    /// <summary>The 16 bytes under which an identity is stored, for lists in <c>IN @ids</c>.</summary>
    public static byte[] Bytes<TId>(TId id)
        where TId : struct, IEntityId<TId> => id.Value.ToByteArray(bigEndian: true);

    private static IEnumerable<Type> Identities() =>
        typeof(VietnamTime).Assembly.GetTypes().Append(typeof(EventId)).Where(type => type.IsValueType && type.GetInterfaces().Any(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>)));

    /// <summary>Instants are milliseconds since 1970 in UTC.</summary>
    private sealed class Instants : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds((long)value).ToOffset(VietnamTime.Offset);
    }

    /// <summary>Dates are ISO text in SQLite and <c>date</c> in SQL Server, which takes the same text.</summary>
    private sealed class Dates : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.AnsiString;
            parameter.Value = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        public override DateOnly Parse(object value) => value is DateTime date
            ? DateOnly.FromDateTime(date)
            : DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The JSON column of a state record.</summary>
    private sealed class Json<T> : SqlMapper.TypeHandler<T>
        where T : class
    {
        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is null ? DBNull.Value : Details.Write(value);
        }

        public override T Parse(object value) => Details.Read<T>((string)value);
    }

    private sealed class Ids<TId> : SqlMapper.TypeHandler<TId>
        where TId : struct, IEntityId<TId>
    {
        public override void SetValue(IDbDataParameter parameter, TId value)
        {
            parameter.DbType = DbType.Binary;
            parameter.Size = 16;
            parameter.Value = value.Value.ToByteArray(bigEndian: true);
        }

        public override TId Parse(object value) => TId.Of(new Guid((byte[])value, bigEndian: true));
    }
}
