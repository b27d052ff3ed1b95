"""Whom the method page cites, in the order of names. Titles are never translated."""

SOURCES = (
    "Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal "
    "Statistical Society B, 57, 289-300.",
    "Brown, W. (1910). Some experimental results in the correlation of mental abilities. British Journal "
    "of Psychology, 3, 296-322.",
    "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, "
    "297-334.",
    "Curran, P. G. (2016). Methods for the detection of carelessly invalid responses in survey data. "
    "Journal of Experimental Social Psychology, 66, 4-19.",
    "Dunn, A. M., Heggestad, E. D., Shanock, L. R., & Theilgard, N. (2018). Intra-individual response "
    "variability as an indicator of insufficient effort responding. Journal of Business and Psychology, "
    "33, 105-121.",
    "Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient alpha. "
    "Applied Psychological Measurement, 11, 93-103.",
    "Goldberg, L. R., et al. (2006). The International Personality Item Pool and the future of "
    "public-domain personality measures. Journal of Research in Personality, 40, 84-96. The statements: "
    "ipip.ori.org.",
    "Holland, P. W., & Thayer, D. T. (1988). Differential item performance and the Mantel-Haenszel "
    "procedure. In H. Wainer & H. I. Braun (Eds.), Test validity (pp. 129-145). Erlbaum.",
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics, 6, 65-70.",
    "Jacobson, N. S., & Truax, P. (1991). Clinical significance: A statistical approach to defining "
    "meaningful change in psychotherapy research. Journal of Consulting and Clinical Psychology, 59, "
    "12-19.",
    "James, L. R., Demaree, R. G., & Wolf, G. (1984). Estimating within-group interrater reliability with"
    " and without response bias. Journal of Applied Psychology, 69, 85-98.",
    "Johnson, J. A. (2005). Ascertaining the validity of individual protocols from web-based personality "
    "inventories. Journal of Research in Personality, 39, 103-129.",
    "Jöreskog, K. G. (1967). Some contributions to maximum likelihood factor analysis. Psychometrika, 32, "
    "443-482.",
    "Kelley, T. L. (1947). Fundamentals of statistics. Harvard University Press.",
    "Lentz, W. J. (1976). Generating Bessel functions in Mie scattering calculations using continued "
    "fractions. Applied Optics, 15, 668-671.",
    "Lessells, C. M., & Boag, P. T. (1987). Unrepeatable repeatabilities: A common mistake. The Auk, 104, "
    "116-121.",
    "Mahalanobis, P. C. (1936). On the generalised distance in statistics. Proceedings of the National "
    "Institute of Sciences of India, 2, 49-55.",
    "McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum.",
    "Meade, A. W., & Craig, S. B. (2012). Identifying careless responses in survey data. Psychological "
    "Methods, 17, 437-455.",
    "Revelle, W., Wilt, J., & Rosenthal, A. (2010). Individual differences in cognition: New methods for "
    "examining the personality-cognition link. In A. Gruszka, G. Matthews, & B. Szymura (Eds.), Handbook of "
    "individual differences in cognition (pp. 27-49). Springer. The sample: bfi in the R package psych.",
    "Scott, N. W., et al. (2009). A simulation study provided sample size guidance for differential item "
    "functioning studies using short scales. Journal of Clinical Epidemiology, 62, 288-295.",
    "Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability."
    " Psychological Bulletin, 86, 420-428.",
    "Spearman, C. (1910). Correlation calculated from faulty data. British Journal of Psychology, 3, "
    "271-295.",
    "Swaminathan, H., & Rogers, H. J. (1990). Detecting differential item functioning using logistic "
    "regression procedures. Journal of Educational Measurement, 27, 361-370.",
)
